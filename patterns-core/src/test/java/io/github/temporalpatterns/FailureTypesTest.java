// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import io.temporal.client.WorkflowFailedException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.NexusOperationFailure;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureTypesTest {

  private static final WorkflowExecution RUN = WorkflowExecution.getDefaultInstance();
  private static final RetryState RETRY = RetryState.RETRY_STATE_UNSPECIFIED;

  private static final EventType FAILED = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED;

  private final ApplicationFailure closed =
      ApplicationFailure.newNonRetryableFailure("closed", FailureTypes.SAGA_CLOSED);

  @Test
  void matchesHoweverItIsWrapped() {
    var inActivity = new ActivityFailure("failed", 5, 6, "charge", "1", RETRY, "worker", closed);
    var inChild = new ChildWorkflowFailure(5, 6, "Order", RUN, "default", RETRY, inActivity);
    var inNexus = new NexusOperationFailure("failed", 5, "e", "s", "o", "", inChild);

    assertMatches(closed);
    assertMatches(inActivity);
    assertMatches(inNexus);
    assertMatches(new WorkflowFailedException(RUN, "Order", FAILED, 9, RETRY, inNexus));
    assertMatches(new CompletionException(new IllegalStateException(inChild)));
  }

  @Test
  void theOutermostTypeDecides() {
    var gaveUp = ApplicationFailure.newFailureWithCause("gave up", "GaveUp", closed);

    assertThat(FailureTypes.matches(gaveUp, "GaveUp")).isTrue();
    assertThat(FailureTypes.matches(gaveUp, FailureTypes.SAGA_CLOSED)).isFalse();
  }

  @Test
  void aTimeoutHasNoTypeWhateverItsEarlierAttemptsFailedBy() {
    // As a real server reports it; the public constructors of the SDK take no cause.
    Exception timeout =
        DefaultDataConverter.STANDARD_INSTANCE.failureToException(
            Failure.newBuilder()
                .setTimeoutFailureInfo(TimeoutFailureInfo.getDefaultInstance())
                .setCause(
                    Failure.newBuilder()
                        .setApplicationFailureInfo(
                            ApplicationFailureInfo.newBuilder().setType(FailureTypes.SAGA_CLOSED)))
                .build());

    assertThat(timeout).hasCauseInstanceOf(ApplicationFailure.class);
    assertThat(FailureTypes.matches(timeout, FailureTypes.SAGA_CLOSED)).isFalse();
  }

  @Test
  void nothingAndPlainExceptionsMatchNothing() {
    assertThat(FailureTypes.matches(null, FailureTypes.SAGA_CLOSED)).isFalse();
    assertThat(FailureTypes.matches(new IllegalStateException(), FailureTypes.SAGA_CLOSED))
        .isFalse();
  }

  @Test
  void theStringsAreFrozen() {
    assertThat(Arrays.stream(FailureTypes.class.getFields()).map(FailureTypesTest::line))
        .containsExactlyInAnyOrderElementsOf(
            List.of(
                "SAGA_UNDO_FAILED patterns.SagaUndoFailed",
                "SAGA_CONFIRM_FAILED patterns.SagaConfirmFailed",
                "SAGA_CLOSED patterns.SagaClosed",
                "SAGA_DEADLINE patterns.SagaDeadline",
                "SAGA_BODY_ERROR patterns.SagaBodyError",
                "SAGA_INVALID_STEP patterns.SagaInvalidStep",
                "PARALLEL_FAILED patterns.ParallelFailed",
                "PARALLEL_REFUSED patterns.ParallelRefused",
                "RACE_LOST patterns.RaceLost",
                "RACE_DEADLINE patterns.RaceDeadline",
                "FAN_OUT_FAILED patterns.FanOutFailed",
                "FAN_OUT_REFUSED patterns.FanOutRefused",
                "CHUNK_INTERRUPTED patterns.ChunkInterrupted",
                "START_MISMATCH patterns.StartMismatch",
                "EFFECT_IN_PROGRESS patterns.EffectInProgress",
                "EFFECT_UNKNOWN patterns.EffectUnknown",
                "EFFECT_MISMATCH patterns.EffectMismatch",
                "EFFECT_BARRED patterns.EffectBarred",
                "EFFECT_EXPIRED patterns.EffectExpired",
                "EFFECT_REFUSED patterns.EffectRefused",
                "BATCH_FAILED patterns.BatchFailed",
                "BATCH_REFUSED patterns.BatchRefused",
                "BATCH_SUPERSEDED patterns.BatchSuperseded",
                "PAUSE_REFUSED patterns.PauseRefused",
                "BREAKER_OPEN patterns.BreakerOpen",
                "BREAKER_UNANSWERED patterns.BreakerUnanswered",
                "BREAKER_REFUSED patterns.BreakerRefused",
                "VERSION_KEY_REFUSED patterns.VersionKeyRefused",
                "ORDER_REJECTED patterns.OrderRejected",
                "COMMAND_REFUSED patterns.CommandRefused",
                "PAYLOAD_TOO_LARGE patterns.PayloadTooLarge",
                "INVALID_STATE patterns.InvalidState"));
  }

  private static void assertMatches(Throwable failure) {
    assertThat(FailureTypes.matches(failure, FailureTypes.SAGA_CLOSED)).isTrue();
    assertThat(FailureTypes.matches(failure, FailureTypes.SAGA_DEADLINE)).isFalse();
  }

  private static String line(Field constant) {
    try {
      @Nullable Object value = constant.get(null);
      return constant.getName() + " " + value;
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
