// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Changes the options of what one instance of a workflow calls. The one class that knows the SDK's
 * experimental interceptor of outbound calls for that.
 */
final class OverridingCalls extends WorkflowOutboundCallsInterceptorBase {
  /** A queue without a worker, and a wait there that does not hold the test up. */
  private static final String NOBODY = "patterns-testing-nobody";

  private static final Duration WAIT_FOR_NOBODY = Duration.ofMillis(100);

  /** Knows whether the script of an activity has its next call never start. */
  interface Starts {
    boolean missed(
        String taskQueue, String activityType, String call, @Nullable Object[] arguments);
  }

  private final CallOverrides overrides;
  private final Starts starts;
  private int calls;

  OverridingCalls(WorkflowOutboundCallsInterceptor next, CallOverrides overrides, Starts starts) {
    super(next);
    this.overrides = overrides;
    this.starts = starts;
  }

  @Override
  public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
    CallOverride override = overrides.called(input.getActivityName());
    ActivityOptions options =
        override == null ? input.getOptions() : override.of(input.getOptions());
    return super.executeActivity(
        new ActivityInput<>(
            input.getActivityName(),
            input.getResultClass(),
            input.getResultType(),
            input.getArgs(),
            missesStart(input, options) ? unstarted(options) : options,
            input.getHeader()));
  }

  private boolean missesStart(ActivityInput<?> input, ActivityOptions options) {
    // The number of the call is the same in each replay of the run.
    String call = Workflow.getInfo().getOriginalExecutionRunId() + "/" + calls++;
    String queue = options.getTaskQueue();
    return options.getScheduleToStartTimeout() != null
        && starts.missed(
            queue == null ? Workflow.getInfo().getTaskQueue() : queue,
            input.getActivityName(),
            call,
            input.getArgs());
  }

  private static ActivityOptions unstarted(ActivityOptions options) {
    return ActivityOptions.newBuilder(options)
        .setTaskQueue(NOBODY)
        .setScheduleToStartTimeout(WAIT_FOR_NOBODY)
        .build();
  }

  @Override
  public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
    CallOverride override = overrides.called(input.getActivityName());
    return super.executeLocalActivity(
        override == null
            ? input
            : new LocalActivityInput<>(
                input.getActivityName(),
                input.getResultClass(),
                input.getResultType(),
                input.getArgs(),
                override.of(input.getOptions()),
                input.getHeader()));
  }

  @Override
  public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
    CallOverride override = overrides.called(input.getWorkflowType());
    return super.executeChildWorkflow(
        override == null
            ? input
            : new ChildWorkflowInput<>(
                input.getWorkflowId(),
                input.getWorkflowType(),
                input.getResultClass(),
                input.getResultType(),
                input.getArgs(),
                override.of(input.getOptions()),
                input.getHeader()));
  }
}
