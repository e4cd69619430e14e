// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Calls one activity, with timeouts that the test chooses. */
@WorkflowInterface
public interface ProbeWorkflow {

  @ActivityInterface
  interface Probe {
    String touch(String what);
  }

  /** Timeouts in milliseconds, 0 for none. */
  record Plan(
      long startToClose, long heartbeat, long scheduleToClose, int attempts, boolean local) {
    static final Plan DEFAULT = new Plan(60_000, 0, 0, 10, false);
  }

  @WorkflowMethod
  String touch(Plan plan);

  final class Impl implements ProbeWorkflow {
    @Override
    public String touch(Plan plan) {
      RetryOptions retry =
          RetryOptions.newBuilder()
              .setInitialInterval(Duration.ofMillis(10))
              .setMaximumAttempts(plan.attempts())
              .build();
      Probe probe =
          plan.local()
              ? Workflow.newLocalActivityStub(
                  Probe.class,
                  LocalActivityOptions.newBuilder()
                      .setStartToCloseTimeout(Duration.ofMillis(plan.startToClose()))
                      .setRetryOptions(retry)
                      .build())
              : Workflow.newActivityStub(Probe.class, options(plan, retry));
      return probe.touch("it");
    }

    private static ActivityOptions options(Plan plan, RetryOptions retry) {
      ActivityOptions.Builder options =
          ActivityOptions.newBuilder()
              .setRetryOptions(retry)
              .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
      if (plan.startToClose() > 0) {
        options.setStartToCloseTimeout(Duration.ofMillis(plan.startToClose()));
      }
      if (plan.heartbeat() > 0) {
        options.setHeartbeatTimeout(Duration.ofMillis(plan.heartbeat()));
      }
      if (plan.scheduleToClose() > 0) {
        options.setScheduleToCloseTimeout(Duration.ofMillis(plan.scheduleToClose()));
      }
      return options.build();
    }
  }
}
