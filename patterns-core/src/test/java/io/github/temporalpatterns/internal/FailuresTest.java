// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static io.github.temporalpatterns.ExecutionVerdict.EXECUTED;
import static io.github.temporalpatterns.ExecutionVerdict.NOT_EXECUTED;
import static io.github.temporalpatterns.ExecutionVerdict.UNKNOWN;
import static io.temporal.activity.ActivityCancellationType.ABANDON;
import static io.temporal.activity.ActivityCancellationType.TRY_CANCEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.NexusOperationFailure;
import io.temporal.failure.ServerFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The failures that servers make are in {@link VerdictTest}; here are those they seldom make. */
class FailuresTest {

  private final CanceledFailure canceled = new CanceledFailure("canceled");
  private static final ActivityOptions ONCE = Works.options(TRY_CANCEL, 1);
  private static final ActivityOptions OFTEN = Works.options(TRY_CANCEL, 3);

  @Test
  void findsACancellationBelowTheCallsThatReportIt() {
    assertThat(Failures.isCancellation(canceled)).isTrue();
    assertThat(Failures.isCancellation(activity(5, "", canceled))).isTrue();
    assertThat(Failures.isCancellation(child(6, activity(5, "", canceled)))).isTrue();
    assertThat(Failures.isCancellation(nexus(child(6, canceled)))).isTrue();
  }

  @Test
  void takesNoOtherFailureForACancellation() {
    var told = ApplicationFailure.newFailureWithCause("gave up", "GaveUp", canceled);

    assertThat(Failures.isCancellation(null)).isFalse();
    assertThat(Failures.isCancellation(told)).isFalse();
    assertThat(Failures.isCancellation(activity(5, "", told))).isFalse();
    assertThat(Failures.isCancellation(activity(5, "", null))).isFalse();
    assertThat(Failures.isCancellation(new IllegalStateException(canceled))).isFalse();
  }

  @Test
  void namesTheFailureThatEndedACallAndNotItsHistory() {
    Exception timeout = notPickedUpAfterAnEarlierAttempt();
    var gaveUp = ApplicationFailure.newFailureWithCause("gave up", "GaveUp", canceled);

    assertThat(Failures.root(child(6, activity(5, "", timeout)))).isSameAs(timeout);
    assertThat(Failures.root(nexus(activity(5, "", gaveUp)))).isSameAs(gaveUp);
    assertThat(Failures.root(activity(5, "", null))).isInstanceOf(ActivityFailure.class);
    assertThat(Failures.line(activity(5, "", gaveUp))).isEqualTo("GaveUp: gave up");
    assertThat(Failures.line(activity(5, "", timeout)))
        .startsWith("TimeoutFailure: ")
        .endsWith("; an earlier attempt: Refused: no room");
  }

  @Test
  void takesWhatACallThrewOnlyFromThatCall() {
    var busy = ApplicationFailure.newFailure("no", "Busy");
    var tired = ApplicationFailure.newFailureWithCause("no", "Tired", busy);
    List<String> types = List.of("Busy", "Refused");

    assertThat(Failures.threw(busy, types)).isTrue();
    assertThat(Failures.threw(activity(5, "", busy), types)).isTrue();
    assertThat(Failures.threw(child(6, busy), types)).isTrue();
    assertThat(Failures.threw(activity(5, "", tired), types)).isFalse();
    assertThat(Failures.threw(child(6, activity(5, "", busy)), types)).isFalse();
    assertThat(Failures.threw(activity(5, "", notPickedUpAfterAnEarlierAttempt()), types))
        .isFalse();
    assertThat(Failures.threw(activity(5, "", null), types)).isFalse();
  }

  @Test
  void provesNothingWithoutTheOptions() {
    assertThat(Failures.verdict(activity(0, "workflow", canceled), ONCE)).isEqualTo(NOT_EXECUTED);
    assertThat(Failures.verdict(activity(0, "workflow", canceled), OFTEN)).isEqualTo(NOT_EXECUTED);
    assertThat(Failures.verdict(activity(0, "workflow", canceled), null)).isEqualTo(UNKNOWN);
    assertThat(Failures.verdict(activity(5, "", notPickedUp()), ONCE)).isEqualTo(NOT_EXECUTED);
    assertThat(Failures.verdict(activity(5, "", notPickedUp()), null)).isEqualTo(UNKNOWN);
  }

  @Test
  void provesNothingOfACallThatGoesOnAfterItsCancellation() {
    assertThat(Failures.verdict(activity(0, "workflow", canceled), Works.options(ABANDON, 1)))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void provesNothingOfACallThatMayHaveHadAnotherAttempt() {
    ActivityOptions unlimited = ONCE.toBuilder().setRetryOptions(null).build();

    assertThat(Failures.verdict(activity(5, "", notPickedUp()), OFTEN)).isEqualTo(UNKNOWN);
    assertThat(Failures.verdict(activity(5, "", notPickedUp()), unlimited)).isEqualTo(UNKNOWN);
    assertThat(Failures.verdict(activity(5, "", notPickedUpAfterAnEarlierAttempt()), ONCE))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void provesNothingOfALocalActivity() {
    // It has no events of its own: the numbers are 0 although it ran.
    assertThat(Failures.verdict(activity(0, "", canceled), ONCE)).isEqualTo(UNKNOWN);
    assertThat(
            Failures.verdict(
                activity(0, "", timeout(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE)), ONCE))
        .isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "TIMEOUT_TYPE_SCHEDULE_TO_START")
  void everyOtherTimeoutMayComeAfterTheEffect(TimeoutType type) {
    assertThat(Failures.verdict(activity(5, "", timeout(type)), ONCE)).isEqualTo(UNKNOWN);
  }

  @Test
  void aResultTooLargeWasComputed() {
    var tooLarge = new ServerFailure("Complete result exceeds size limit.", true);
    var other = new ServerFailure("Failure exceeds size limit.", true);

    assertThat(Failures.verdict(activity(5, "w", tooLarge), OFTEN)).isEqualTo(EXECUTED);
    assertThat(Failures.verdict(activity(5, "w", tooLarge), null)).isEqualTo(EXECUTED);
    assertThat(Failures.verdict(activity(5, "w", other), ONCE)).isEqualTo(UNKNOWN);
  }

  @Test
  void judgesAChildByWhetherItStarted() {
    assertThat(Failures.verdict(child(0, canceled), null)).isEqualTo(NOT_EXECUTED);
    assertThat(Failures.verdict(child(6, canceled), null)).isEqualTo(UNKNOWN);
    assertThat(Failures.verdict(child(6, new TerminatedFailure("no", null)), null))
        .isEqualTo(UNKNOWN);
    // What failed inside the child says nothing about the child as a whole.
    assertThat(Failures.verdict(child(6, activity(0, "workflow", canceled)), ONCE))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void anythingElseIsUnknown() {
    assertThat(Failures.verdict(canceled, ONCE)).isEqualTo(UNKNOWN);
    assertThat(Failures.verdict(nexus(canceled), ONCE)).isEqualTo(UNKNOWN);
    assertThat(Failures.verdict(notPickedUp(), ONCE)).isEqualTo(UNKNOWN);
    assertThat(Failures.verdict(new IllegalStateException(), ONCE)).isEqualTo(UNKNOWN);
    assertThat(Failures.verdict(ApplicationFailure.newFailure("no", "No"), ONCE))
        .isEqualTo(UNKNOWN);
  }

  private static TimeoutFailure timeout(TimeoutType type) {
    return new TimeoutFailure("late", null, type);
  }

  private static TimeoutFailure notPickedUp() {
    return timeout(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START);
  }

  /** As a real server reports it; the public constructors of the SDK take no cause. */
  private static Exception notPickedUpAfterAnEarlierAttempt() {
    return DefaultDataConverter.STANDARD_INSTANCE.failureToException(
        Failure.newBuilder()
            .setTimeoutFailureInfo(
                TimeoutFailureInfo.newBuilder()
                    .setTimeoutType(TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START))
            .setCause(
                Failure.newBuilder()
                    .setMessage("no room")
                    .setApplicationFailureInfo(
                        ApplicationFailureInfo.newBuilder().setType("Refused")))
            .build());
  }

  private static ActivityFailure activity(
      long scheduledEventId, String identity, @Nullable Throwable cause) {
    return new ActivityFailure(
        "failed",
        scheduledEventId,
        0,
        "work",
        "id",
        RetryState.RETRY_STATE_UNSPECIFIED,
        identity,
        cause);
  }

  private static ChildWorkflowFailure child(long startedEventId, Throwable cause) {
    return new ChildWorkflowFailure(
        5,
        startedEventId,
        "Child",
        WorkflowExecution.getDefaultInstance(),
        "default",
        RetryState.RETRY_STATE_UNSPECIFIED,
        cause);
  }

  private static NexusOperationFailure nexus(Throwable cause) {
    return new NexusOperationFailure("failed", 5, "endpoint", "service", "operation", "", cause);
  }
}
