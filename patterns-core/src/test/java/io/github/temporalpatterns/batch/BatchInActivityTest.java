// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.testing.TestActivityEnvironment;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an activity may do wrong around a batch. */
final class BatchInActivityTest {
  private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void aSecondBatchInOneActivityIsRefused() {
    AtomicBoolean began = new AtomicBoolean();
    assertRefused(
        () -> {
          batch(() -> {});
          batch(() -> began.set(true));
        });
    assertThat(began).isFalse();
  }

  @Test
  void aHeartbeatBeforeTheBatchIsRefused() {
    assertRefused(
        () -> {
          Activity.getExecutionContext().heartbeat("begins");
          batch(() -> {});
        });
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void anErrorOfTheSourceIsThrownWhenTheItemsUnderWayHaveEnded() {
    CountDownLatch left = new CountDownLatch(1);
    AtomicBoolean leftBehind = new AtomicBoolean();
    Job job =
        () -> {
          try {
            ResumableBatch.create(BatchOptions.newBuilder().setWindow(2).build())
                .run(
                    position -> Stream.of("a", "b").peek(BatchInActivityTest::breakAtB),
                    (text, position) -> leftBehind.set(left.await(100, TimeUnit.MILLISECONDS)));
          } finally {
            left.countDown();
          }
        };
    assertThatThrownBy(() -> run(job)).hasStackTraceContaining("source of b");
    assertThat(leftBehind).isFalse();
  }

  private static void breakAtB(String item) {
    if (item.equals("b")) {
      throw new StackOverflowError("source of b");
    }
  }

  private static void batch(Runnable item) {
    ResumableBatch.create()
        .run(ResumableBatch.list(List.of("a", "b")), (text, position) -> item.run());
  }

  private void assertRefused(Job job) {
    assertThatThrownBy(() -> run(job))
        .satisfies(e -> assertThat(FailureTypes.matches(e, FailureTypes.INVALID_STATE)).isTrue())
        .hasStackTraceContaining("needs an activity of its own");
  }

  private void run(Job job) {
    environment.registerActivitiesImplementations(job);
    environment.newActivityStub(Job.class).run();
  }

  /** An activity. */
  @ActivityInterface
  public interface Job {
    void run();
  }
}
