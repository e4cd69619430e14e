// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.LedgerDesk;
import io.github.temporalpatterns.idempotency.LedgerOptions;
import io.github.temporalpatterns.testing.idempotency.Interleavings.Actor;
import io.github.temporalpatterns.testing.idempotency.Interleavings.Round;
import io.github.temporalpatterns.testing.sql.Database;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * An effect, its duplicate and its undo on PostgreSQL: each statement and each commit in every
 * order that there is. Nothing is sampled.
 */
final class InterleavingsTest {
  private static final String FORGOTTEN = "forgotten";

  private final DataSource database = Database.POSTGRESQL.open();
  private final Ways ways = new Ways(database);

  /** What an actor of a round does in its process. */
  @FunctionalInterface
  private interface Part {
    @Nullable String play(MortalDatabase process, IdempotencyKey key);
  }

  /** What must hold in the end. */
  @FunctionalInterface
  private interface Check {
    void check(String order, int effects, int undos, List<String> ends);
  }

  private int explore(Part before, Check check, Part... parts) {
    return new Interleavings(Database.postgres()).explore(() -> round(before, check, parts));
  }

  private Round round(Part before, Check check, Part... parts) {
    IdempotencyKey key = ways.lab().key();
    int effects = ways.effects();
    int undos = ways.undos();
    before.play(ways.lab().process(), key);
    ConcurrentLinkedQueue<String> ends = new ConcurrentLinkedQueue<>();
    return new Round() {
      @Override
      public List<Actor> actors() {
        return Stream.of(parts).map(part -> actor(part, key, ends)).toList();
      }

      @Override
      public void check(String order) {
        check.check(order, ways.effects() - effects, ways.undos() - undos, List.copyOf(ends));
      }
    };
  }

  /** Each statement and each commit is a step; connections are none, for nobody sees them. */
  private Actor actor(Part part, IdempotencyKey key, ConcurrentLinkedQueue<String> ends) {
    return turn -> {
      MortalDatabase process =
          ways.lab()
              .process()
              .beforeCalls(
                  call -> {
                    if (!call.equals(MortalDatabase.CONNECT)) {
                      turn.run();
                    }
                  });
      ends.add(String.valueOf(LedgerLab.end(() -> part.play(process, key))));
    };
  }

  private @Nullable String nothing(MortalDatabase process, IdempotencyKey key) {
    return null;
  }

  private String act(MortalDatabase process, IdempotencyKey key) {
    return ways.act(Mode.SAME_TRANSACTION, ways.lab().ledger(process), key, () -> {});
  }

  private String undo(MortalDatabase process, IdempotencyKey key) {
    return ways.undo(Mode.SAME_TRANSACTION, ways.lab().ledger(process), key, () -> {});
  }

  private String reserve(MortalDatabase process, IdempotencyKey key) {
    return ways.act(Mode.RESERVE_CONFIRM, ways.lab().ledger(process), key, () -> {});
  }

  private String actLongAgo(MortalDatabase process, IdempotencyKey key) {
    String result = act(process, key);
    Database.execute(database, "UPDATE patterns_effect SET horizon = 0");
    return result;
  }

  private String forget(MortalDatabase process, IdempotencyKey key) {
    LedgerDesk.open(process.source(), LedgerOptions.newBuilder().build()).expire(1_000);
    return FORGOTTEN;
  }

  @Test
  void anEffectAndItsDuplicateAreOne() {
    int orders =
        explore(
            this::nothing,
            (order, effects, undos, ends) -> {
              assertThat(effects).as(order).isEqualTo(1);
              assertThat(ends).as(order).containsOnly(LedgerLab.RESULT).hasSize(2);
            },
            this::act,
            this::act);
    assertThat(orders).isGreaterThanOrEqualTo(50);
  }

  @Test
  void anEffectAndItsUndoAreNothing() {
    int orders =
        explore(
            this::nothing,
            (order, effects, undos, ends) -> {
              assertThat(undos).as("%s %s", order, ends).isEqualTo(effects);
              assertThat(ends)
                  .as(order)
                  .containsExactlyInAnyOrder(
                      Ways.UNDONE, effects == 1 ? LedgerLab.RESULT : FailureTypes.EFFECT_BARRED);
            },
            this::act,
            this::undo);
    assertThat(orders).isGreaterThanOrEqualTo(50);
  }

  @Test
  void anEffectThatWasDoneIsUndoneOnce() {
    int orders =
        explore(
            this::act,
            (order, effects, undos, ends) -> {
              assertThat(undos).as(order).isEqualTo(1);
              assertThat(ends).as(order).containsOnly(Ways.UNDONE).hasSize(2);
            },
            this::undo,
            this::undo);
    assertThat(orders).isGreaterThanOrEqualTo(50);
  }

  @Test
  void aReservedEffectAndItsDuplicateAreOne() {
    int orders =
        explore(
            this::nothing,
            (order, effects, undos, ends) -> {
              assertThat(effects).as(order).isEqualTo(1);
              assertThat(ends)
                  .as(order)
                  .contains(LedgerLab.RESULT)
                  .isSubsetOf(LedgerLab.RESULT, FailureTypes.EFFECT_IN_PROGRESS)
                  .hasSize(2);
            },
            this::reserve,
            this::reserve);
    assertThat(orders).isGreaterThanOrEqualTo(50);
  }

  @Test
  void aLateDuplicateIsRefusedWhileItsKeyIsForgotten() {
    int orders =
        explore(
            this::actLongAgo,
            (order, effects, undos, ends) -> {
              assertThat(effects).as(order).isEqualTo(1);
              assertThat(ends)
                  .as(order)
                  .containsExactlyInAnyOrder(FORGOTTEN, FailureTypes.EFFECT_EXPIRED);
            },
            this::act,
            this::forget);
    assertThat(orders).isGreaterThanOrEqualTo(4);
  }
}
