// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an activity may do wrong around a batch. */
final class BatchInActivityTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
  private final AtomicBoolean began = new AtomicBoolean();

  @AfterEach
  void close() {
    environment.close();
  }

  @Test
  void aSecondBatchInOneActivityIsRefused() {
    Job stub =
        register(
            () -> {
              batch(() -> {});
              batch(() -> began.set(true));
            });
    assertRefused(stub, "needs an activity of its own");
  }

  @Test
  void aHeartbeatBeforeTheBatchIsRefused() {
    Job stub =
        register(
            () -> {
              Activity.getExecutionContext().heartbeat("begins");
              batch(() -> began.set(true));
            });
    assertRefused(stub, "needs an activity of its own");
  }

  @Test
  void anActivityWithoutHeartbeatsIsRefused() {
    register(() -> batch(() -> began.set(true)));
    assertRefused(
        environment.newActivityStub(
            Job.class, ActivityOptions.newBuilder().setStartToCloseTimeout(MINUTE).build()),
        "heartbeatTimeout in the options of the activity Run must be set for a batch, was not");
    assertRefused(
        environment.newLocalActivityStub(
            Job.class,
            LocalActivityOptions.newBuilder().setStartToCloseTimeout(MINUTE).build(),
            Map.of()),
        "an activity that can heartbeat, was the local activity Run");
  }

  @Test
  void aBatchWithoutAnIdIsRefusedBeforeItsStoreIsAsked() {
    CheckpointStore<String> unasked =
        id -> {
          throw new AssertionError("asked for " + id);
        };
    Job stub =
        register(
            () ->
                ResumableBatch.create()
                    .in(unasked, " ")
                    .run(ResumableBatch.list(List.of("a")), (text, position, sink) -> {}));
    assertRefused(stub, "batchId must not be blank");
  }

  @Test
  void aHeartbeatOfOtherCodeIsLeftToTheReleaseThatKnowsIt() {
    Job stub = register(() -> batch(() -> began.set(true)));
    environment.setHeartbeatDetails("line 7");
    assertThatThrownBy(stub::run)
        .hasCauseInstanceOf(ApplicationFailure.class)
        .satisfies(
            e -> {
              ApplicationFailure failure =
                  (ApplicationFailure) Objects.requireNonNull(e.getCause());
              assertThat(failure.getType()).isEqualTo(FailureTypes.INVALID_STATE);
              assertThat(failure.isNonRetryable()).isFalse();
            });
    assertThat(began).isFalse();
  }

  @Test
  void anErrorOfTheSourceIsThrownWhenTheItemsUnderWayHaveEnded() {
    CountDownLatch left = new CountDownLatch(1);
    AtomicBoolean leftBehind = new AtomicBoolean();
    Job stub =
        register(
            () -> {
              try {
                ResumableBatch.create(BatchOptions.newBuilder().setWindow(2).build())
                    .run(
                        position -> Stream.of("a", "b").peek(BatchInActivityTest::breakAtB),
                        (text, position) -> leftBehind.set(left.await(100, TimeUnit.MILLISECONDS)));
              } finally {
                left.countDown();
              }
            });
    assertThatThrownBy(stub::run).hasStackTraceContaining("source of b");
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

  private Job register(Job job) {
    environment.registerActivitiesImplementations(job);
    return environment.newActivityStub(Job.class);
  }

  private void assertRefused(Job stub, String rule) {
    assertThatThrownBy(stub::run)
        .hasCauseInstanceOf(ApplicationFailure.class)
        .hasStackTraceContaining(rule)
        .satisfies(
            e -> {
              ApplicationFailure failure =
                  (ApplicationFailure) Objects.requireNonNull(e.getCause());
              assertThat(failure.getType()).isEqualTo(FailureTypes.BATCH_REFUSED);
              assertThat(failure.isNonRetryable()).isTrue();
            });
    assertThat(began).isFalse();
  }

  /** An activity. */
  @ActivityInterface
  public interface Job {
    void run();
  }
}
