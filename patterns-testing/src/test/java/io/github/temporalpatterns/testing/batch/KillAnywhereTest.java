// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.batch.BatchOptions;
import io.github.temporalpatterns.batch.BatchResult;
import io.github.temporalpatterns.batch.BatchResult.Stop;
import io.github.temporalpatterns.batch.Checkpoint;
import io.github.temporalpatterns.batch.ResumableBatch;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The harness over activities as users write them, good and bad. */
final class KillAnywhereTest {
  private static final List<String> ROWS = List.of("a", "b", "c", "bad", "e", "f", "g");

  /** A user's activity. */
  @ActivityInterface
  public interface Imports {

    /** Imports all rows. */
    BatchResult importRows(@Nullable Checkpoint from);
  }

  @Test
  void aResumableBatchSurvivesEverything() {
    AtomicInteger checked = new AtomicInteger();
    int runs =
        KillAnywhere.of(Imports.class, KillAnywhereTest::resumable)
            .calling(Imports::importRows)
            .redoingAtMost(3)
            .thenChecking(world -> checked.incrementAndGet())
            .verify();
    // Before and after 6 effects and 9 heartbeats (the bad item's failure has one), 7 blows; before
    // completion, one; sent in 2 ways.
    assertThat(runs).isEqualTo(1 + 2 * (7 * 2 * (6 + 9) + 1));
    assertThat(checked).hasValue(runs - 1);
  }

  @Test
  void aBatchThatGoesByKeysSurvivesEverythingWithTheUsersConverter() {
    CountingCodec codec = new CountingCodec();
    KillAnywhere.of(Imports.class, KillAnywhereTest::keyed)
        .calling(Imports::importRows)
        .redoingAtMost(3)
        .converting(
            new CodecDataConverter(DefaultDataConverter.newDefaultInstance(), List.of(codec)))
        .verify();
    assertThat(codec.encoded).as("payloads").hasValueGreaterThan(1_000);
  }

  @Test
  void seesAnItemThatIsRecordedBeforeItIsDone() {
    KillAnywhere<Imports> harness =
        KillAnywhere.of(
                Imports.class,
                world ->
                    from -> {
                      for (int i = next(); i < 5; i++) {
                        int row = i;
                        Activity.getExecutionContext().heartbeat(row + 1);
                        world.effect(row, () -> {});
                      }
                      return new BatchResult(null, Checkpoint.none());
                    })
            .calling(Imports::importRows);
    assertThatThrownBy(harness::verify)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("kill before effect 1, every 1. heartbeat sent: effects");
  }

  @Test
  void seesAnActivityThatStartsOver() {
    KillAnywhere<Imports> harness =
        KillAnywhere.of(
                Imports.class,
                world ->
                    from -> {
                      for (String row : ROWS) {
                        world.effect(row, () -> {});
                        Activity.getExecutionContext().heartbeat(row);
                      }
                      return new BatchResult(null, Checkpoint.none());
                    })
            .calling(Imports::importRows);
    assertThatThrownBy(harness::verify)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("heartbeat sent: done twice");
  }

  private static Imports resumable(World world) {
    BatchOptions options =
        BatchOptions.newBuilder()
            .setWindow(3)
            .setSkipLimit(1)
            .setReturnOn(Stop.CANCELED)
            .setItemRetry(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build();
    return from ->
        ResumableBatch.create(options)
            .startingFrom(from)
            .run(
                ResumableBatch.list(ROWS),
                (row, position) -> {
                  if (row.equals("bad")) {
                    throw new IllegalArgumentException(row);
                  }
                  world.effect(row, () -> {});
                });
  }

  private static Imports keyed(World world) {
    BatchOptions options =
        BatchOptions.newBuilder().setWindow(3).setReturnOn(Stop.CANCELED).build();
    return from ->
        ResumableBatch.create(options)
            .startingFrom(from)
            .run(
                ResumableBatch.keyset(
                    String.class,
                    after ->
                        ROWS.stream()
                            .filter(
                                row -> after == null || ROWS.indexOf(row) > ROWS.indexOf(after)),
                    row -> row),
                (row, position) -> world.effect(row, () -> {}));
  }

  /** Changes nothing, but is asked. */
  private static final class CountingCodec implements PayloadCodec {
    private final AtomicInteger encoded = new AtomicInteger();

    @Override
    public List<Payload> encode(List<Payload> payloads) {
      encoded.addAndGet(payloads.size());
      return payloads;
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
      return payloads;
    }
  }

  private static int next() {
    return Activity.getExecutionContext().getLastHeartbeatDetails(Integer.class).orElse(0);
  }
}
