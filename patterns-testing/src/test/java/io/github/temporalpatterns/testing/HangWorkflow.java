// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;

/** Hangs in the way that is asked for. */
@WorkflowInterface
public interface HangWorkflow {

  @ActivityInterface
  interface Work {
    void work();
  }

  @WorkflowMethod
  void hang(String how);

  @SignalMethod
  void go();

  final class Impl implements HangWorkflow {
    private boolean gone;

    @Override
    public void hang(String how) {
      switch (how) {
        case "activity" -> work("nobody").work();
        case "child" -> child().wait3Hours();
        case "unknown" ->
            Workflow.newUntypedChildWorkflowStub(
                    "patterns.fanout.shard",
                    ChildWorkflowOptions.newBuilder().setWorkflowId("Stranger-1").build())
                .execute(Void.class);
        case "local" -> local().work();
        case "deaf" -> work("").work();
        case "left" -> {
          Async.procedure(work("")::work);
          Workflow.sleep(Duration.ofMillis(10));
        }
        case "beside" -> {
          Async.procedure(work("")::work);
          Workflow.sleep(Duration.ofHours(1));
        }
        default -> {
          Workflow.setCurrentDetails("waits for **go**");
          Workflow.upsertMemo(Map.of("stage", "parked"));
          Workflow.await(() -> gone);
        }
      }
    }

    private static Work work(String taskQueue) {
      ActivityOptions.Builder options =
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofHours(1))
              .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
      if (!taskQueue.isEmpty()) {
        options.setTaskQueue(taskQueue);
      }
      return Workflow.newActivityStub(Work.class, options.build());
    }

    private static Work local() {
      return Workflow.newLocalActivityStub(
          Work.class,
          LocalActivityOptions.newBuilder()
              .setScheduleToCloseTimeout(Duration.ofHours(1))
              .setLocalRetryThreshold(Duration.ofHours(1))
              .setRetryOptions(
                  RetryOptions.newBuilder().setInitialInterval(Duration.ofSeconds(5)).build())
              .build());
    }

    private static HangTest.Sleeper.Parent child() {
      return Workflow.newChildWorkflowStub(
          HangTest.Sleeper.Parent.class,
          ChildWorkflowOptions.newBuilder().setTaskQueue("nobody").build());
    }

    @Override
    public void go() {
      gone = true;
    }
  }
}
