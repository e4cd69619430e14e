// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.batch.BatchOptions;
import io.github.temporalpatterns.batch.BatchResult;
import io.github.temporalpatterns.batch.BatchResult.Stop;
import io.github.temporalpatterns.batch.Checkpoint;
import io.github.temporalpatterns.batch.ResumableBatch;
import io.github.temporalpatterns.testing.SaltedCodec;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.common.RetryOptions;
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
    // Before and after 6 effects and 8 heartbeats, 7 blows; before completion, one; sent in 2 ways.
    assertThat(runs).isEqualTo(1 + 2 * (7 * 2 * (6 + 8) + 1));
    assertThat(checked).hasValue(runs - 1);
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

  /** Heartbeats that look different each time, and are larger than their values. */
  @Test
  void readsHeartbeatsByTheWorkersConverter() {
    assertThatCode(
            () ->
                KillAnywhere.of(Imports.class, KillAnywhereTest::resumable)
                    .calling(Imports::importRows)
                    .redoingAtMost(3)
                    .convertingBy(SaltedCodec.converter())
                    .verify())
        .doesNotThrowAnyException();
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

  private static int next() {
    return Activity.getExecutionContext().getLastHeartbeatDetails(Integer.class).orElse(0);
  }
}
