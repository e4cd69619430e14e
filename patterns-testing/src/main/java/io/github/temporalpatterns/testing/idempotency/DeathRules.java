// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.EffectLedger;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules 9 to 15: processes that die, stand still, or lose their connection. */
abstract class DeathRules extends LedgerRules {
  private static final int MOST_MOMENTS = 100;

  /** One attempt at an effect, in a process. */
  @FunctionalInterface
  private interface Attempt {
    String make(EffectLedger ledger, IdempotencyKey key, MortalDatabase process, Duration lease)
        throws Exception;
  }

  /** What another process comes to after the first died. */
  @FunctionalInterface
  private interface Check {
    void check(int moment, @Nullable Throwable failure, int effects);
  }

  @Test
  void rule09_does_it_once_in_a_transaction_wherever_a_process_dies() {
    killAnywhere(
        (ledger, key, process, lease) ->
            lab()
                .effect(ledger, key)
                .lease(lease)
                .inTransaction(
                    connection -> {
                      process.moment();
                      String result = lab().insert(connection);
                      process.moment();
                      return result;
                    }),
        (moment, failure, effects) -> {
          assertThat(failure).as("killed at %d", moment).isNull();
          assertThat(effects).as("killed at %d", moment).isEqualTo(1);
        });
  }

  @Test
  void rule10_does_it_once_by_a_providers_key_wherever_a_process_dies() {
    killAnywhere(
        (ledger, key, process, lease) ->
            lab()
                .effect(ledger, key)
                .lease(lease)
                .withProviderKey(k -> mortal(process, lab().actByKey(k))),
        (moment, failure, effects) -> {
          assertThat(failure).as("killed at %d", moment).isNull();
          assertThat(effects).as("killed at %d", moment).isEqualTo(1);
        });
  }

  @Test
  void rule11_does_it_once_by_asking_wherever_a_process_dies() {
    killAnywhere(
        (ledger, key, process, lease) ->
            lab()
                .effect(ledger, key)
                .lease(lease)
                .askingFirst(lab()::ask, k -> mortal(process, lab().act(k))),
        (moment, failure, effects) -> {
          assertThat(failure).as("killed at %d", moment).isNull();
          assertThat(effects).as("killed at %d", moment).isEqualTo(1);
        });
  }

  @Test
  void rule12_never_does_it_twice_and_says_so_if_nobody_knows() {
    killAnywhere(
        (ledger, key, process, lease) ->
            lab().effect(ledger, key).lease(lease).reserved(k -> mortal(process, lab().act(k))),
        (moment, failure, effects) -> {
          assertThat(effects).as("killed at %d", moment).isLessThanOrEqualTo(1);
          if (failure == null) {
            assertThat(effects).as("killed at %d", moment).isEqualTo(1);
          } else {
            assertThat(FailureTypes.matches(failure, FailureTypes.EFFECT_UNKNOWN))
                .as("killed at %d: %s", moment, failure)
                .isTrue();
          }
        });
  }

  @Test
  void rule13_lets_an_attempt_that_was_taken_over_record_nothing() {
    IdempotencyKey key = lab().key();
    EffectLedger late = lab().ledger();
    assertFails(
        FailureTypes.EFFECT_UNKNOWN,
        () ->
            lab()
                .shortEffect(late, key)
                .askingFirst(
                    lab()::ask,
                    k -> {
                      LockSupport.parkNanos(contract().lease().plusMillis(20).toNanos());
                      EffectLedger next = lab().ledger();
                      LedgerLab.retried(
                          () -> lab().effect(next, key).askingFirst(lab()::ask, lab()::act));
                      return "the late one's";
                    }));
    assertThat(lab().shortEffect(lab().ledger(), key).askingFirst(lab()::ask, lab()::act))
        .isEqualTo(LedgerLab.RESULT);
  }

  @Test
  void rule14_finds_out_whether_a_commit_happened_whose_answer_was_lost() {
    IdempotencyKey key = lab().key();
    MortalDatabase process = lab().process();
    EffectLedger ledger = lab().ledger(process);
    String result =
        lab()
            .effect(ledger, key)
            .inTransaction(
                connection -> {
                  process.loseCommit();
                  return lab().insert(connection);
                });
    assertThat(result).isEqualTo(LedgerLab.RESULT);
    assertThat(lab().rows("effect")).isEqualTo(1);
  }

  @Test
  void rule15_may_be_retried_if_a_commit_did_not_happen() {
    IdempotencyKey key = lab().key();
    MortalDatabase process = lab().process();
    EffectLedger ledger = lab().ledger(process);
    Throwable cut =
        catchThrowable(
            () ->
                lab()
                    .effect(ledger, key)
                    .inTransaction(
                        connection -> {
                          process.failCommit();
                          return lab().insert(connection);
                        }));
    assertThat(cut).hasRootCauseInstanceOf(SQLException.class);
    assertThat(lab().rows("effect")).isZero();
    assertThat(lab().effect(ledger, key).inTransaction(lab()::insert)).isEqualTo(LedgerLab.RESULT);
    assertThat(lab().rows("effect")).isEqualTo(1);
  }

  /** Kills a first process at every moment in turn, and lets a second one make the attempt. */
  private void killAnywhere(Attempt attempt, Check check) {
    for (int moment = 1; moment < MOST_MOMENTS; moment++) {
      int before = effects();
      IdempotencyKey key = lab().key();
      MortalDatabase first = lab().process().dyingAt(moment);
      Throwable death =
          catchThrowable(() -> attempt.make(lab().ledger(first), key, first, contract().lease()));
      if (!first.isDead()) {
        assertThat(death).isNull();
        assertThat(moment).as("moments at which it could die").isGreaterThan(4);
        return;
      }
      MortalDatabase second = lab().process();
      EffectLedger ledger = lab().ledger(second);
      Throwable failure =
          catchThrowable(
              () ->
                  LedgerLab.retried(
                      () -> {
                        try {
                          return attempt.make(ledger, key, second, LedgerLab.LONG);
                        } catch (RuntimeException e) {
                          throw e;
                        } catch (Exception e) {
                          throw new IllegalStateException(e);
                        }
                      }));
      check.check(moment, failure, effects() - before);
    }
    throw new AssertionError("it never ended");
  }

  private static String mortal(MortalDatabase process, String result) {
    process.moment();
    return result;
  }

  private int effects() {
    return lab().rows("effect") + lab().acted();
  }
}
