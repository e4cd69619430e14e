// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static io.github.temporalpatterns.ExecutionVerdict.EXECUTED;
import static io.github.temporalpatterns.ExecutionVerdict.NOT_EXECUTED;
import static io.github.temporalpatterns.ExecutionVerdict.UNKNOWN;
import static io.temporal.activity.ActivityCancellationType.ABANDON;
import static io.temporal.activity.ActivityCancellationType.TRY_CANCEL;
import static io.temporal.activity.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.ExecutionVerdict;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The table of {@link Failures}: what servers report, beside what the activity really did. */
class VerdictTest extends KernelTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  /** When the scope of a call is cancelled. */
  private enum Moment {
    BEFORE_THE_CALL,
    IN_ITS_TASK,
    LATER
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ABANDON")
  void aCallInACancelledScopeIsNeverScheduled(ActivityCancellationType type) {
    KernelRun run = env.start(cancelled(Works.options(type, 1), "a", Moment.BEFORE_THE_CALL));

    judged(run, NOT_EXECUTED, 0);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ABANDON")
  void aCallCancelledInItsTaskIsNeverScheduled(ActivityCancellationType type) {
    KernelRun run = env.start(cancelled(Works.options(type, 0), "a", Moment.IN_ITS_TASK));

    judged(run, NOT_EXECUTED, 0);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "LATER")
  void anAbandonedCallRunsAfterItWasCancelled(Moment moment) {
    ActivityOptions abandon = Works.options(ABANDON, 1);
    KernelRun run =
        env.start(
            script -> {
              var failure = callThenCancel(script, moment, () -> work(abandon, "a"));
              // A run that closes takes the call with it.
              Workflow.await(() -> script.signalled("end"));
              return verdict(failure, abandon);
            });
    run.awaitReached("executed").stub().signal("signal", "end");

    judged(run, UNKNOWN, 1);
  }

  @ParameterizedTest
  @EnumSource
  void aCallCancelledWhileItRunsIsUnknown(ActivityCancellationType type) {
    KernelRun run = env.start(cancelled(Works.options(type, 1), "hold", Moment.LATER));
    cancelAt(run, "held");

    judged(run, UNKNOWN, 1);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "ABANDON")
  void aCallCancelledBetweenTwoAttemptsIsUnknown(ActivityCancellationType type) {
    KernelRun run = env.start(cancelled(Works.options(type, 9), "flake", Moment.LATER));
    // The in-process server loses a cancellation that meets the attempt's own end.
    cancelAt(run.awaitReached("executed").awaitBackoff(), "executed");

    judged(run, UNKNOWN, 1);
  }

  @Test
  void aCallCancelledInItsQueueCannotBeToldFromARunningOne() {
    ActivityOptions nobody =
        Works.options(WAIT_CANCELLATION_COMPLETED, 1).toBuilder().setTaskQueue("nobody").build();
    KernelRun run = env.start(cancelled(nobody, "a", Moment.LATER));
    cancelAt(run, "called");

    judged(run, UNKNOWN, 0);
  }

  @Test
  void aFirstAttemptThatNobodyTookIsNotExecuted() {
    ActivityOptions nobody =
        Works.options(TRY_CANCEL, 1).toBuilder()
            .setTaskQueue("nobody")
            .setScheduleToStartTimeout(SHORT)
            .build();

    judged(env.start(failed(nobody, "a")), NOT_EXECUTED, 0);
  }

  @Test
  void aTimeoutAfterTheStartIsUnknown() {
    ActivityOptions hasty =
        Works.options(TRY_CANCEL, 1).toBuilder().setStartToCloseTimeout(SHORT).build();

    judged(env.start(failed(hasty, "hold")).awaitReached("executed"), UNKNOWN, 1);
  }

  @Test
  void anActivityThatThrewIsUnknown() {
    judged(env.start(failed(Works.options(TRY_CANCEL, 1), "fail")), UNKNOWN, 1);
  }

  @Test
  @Tag("real-server-only")
  void aResultTooLargeForTheServerWasComputed() {
    judged(env.start(failed(Works.options(TRY_CANCEL, 9), "big")), EXECUTED, 1);
  }

  @Test
  void aChildWhoseIdIsTakenIsNotExecuted() {
    KernelRun other = env.start(script -> null);
    other.result();
    KernelRun run = env.start(script -> verdict(child(other.id()).getFailure(), null));

    assertThat(run.result()).isEqualTo(NOT_EXECUTED.name());
  }

  @Test
  void aChildCancelledInTheTaskThatCallsItIsNotExecuted() {
    KernelRun child = env.declare(script -> null);
    KernelRun run =
        env.start(
            script ->
                verdict(callThenCancel(script, Moment.IN_ITS_TASK, () -> child(child.id())), null));

    assertThat(run.result()).isEqualTo(NOT_EXECUTED.name());
    assertThat(child.began()).isFalse();
  }

  @Test
  void aChildInACancelledScopeCannotBeToldFromAnAbandonedOne() {
    KernelRun child = env.declare(script -> null);
    KernelRun run =
        env.start(
            script ->
                verdict(
                    callThenCancel(script, Moment.BEFORE_THE_CALL, () -> child(child.id())), null));

    assertThat(run.result()).isEqualTo(UNKNOWN.name());
    assertThat(child.began()).isFalse();
  }

  @Test
  void aChildThatFailedIsUnknown() {
    KernelRun child = env.declare(script -> Works.waiting().execute("work", String.class, "fail"));
    KernelRun run = env.start(script -> verdict(child(child.id()).getFailure(), null));

    assertThat(run.result()).isEqualTo(UNKNOWN.name());
    assertThat(child.executions()).isEqualTo(1);
  }

  private static void judged(KernelRun run, ExecutionVerdict verdict, int executions) {
    assertThat(run.result()).isEqualTo(verdict.name());
    assertThat(run.executions()).isEqualTo(executions);
  }

  private static void cancelAt(KernelRun run, String point) {
    run.awaitReached(point).stub().signal("signal", "cancel");
  }

  private static Script.Body failed(ActivityOptions options, String kind) {
    return script -> verdict(work(options, kind).getFailure(), options);
  }

  private static Script.Body cancelled(ActivityOptions options, String kind, Moment moment) {
    return script -> verdict(callThenCancel(script, moment, () -> work(options, kind)), options);
  }

  private static @Nullable RuntimeException callThenCancel(
      Script script, Moment moment, Func<Promise<String>> call) {
    var result = Workflow.<String>newPromise();
    CancellationScope scope =
        Workflow.newCancellationScope(
            self -> {
              if (moment == Moment.BEFORE_THE_CALL) {
                self.cancel();
              }
              result.completeFrom(call.apply());
            });
    scope.run();
    if (moment == Moment.LATER) {
      script.reached("called");
      Workflow.await(() -> script.signalled("cancel"));
    }
    scope.cancel();
    return result.getFailure();
  }

  private static Promise<String> work(ActivityOptions options, String kind) {
    return Workflow.newUntypedActivityStub(options).executeAsync("work", String.class, kind);
  }

  private static Promise<String> child(String id) {
    return Workflow.newUntypedChildWorkflowStub(
            "Script",
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .build())
        .executeAsync(String.class);
  }

  private static String verdict(
      @Nullable RuntimeException failure, @Nullable ActivityOptions options) {
    return Failures.verdict(Objects.requireNonNull(failure), options).name();
  }
}
