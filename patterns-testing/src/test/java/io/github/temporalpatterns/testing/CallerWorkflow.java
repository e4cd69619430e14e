// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Calls what the test names, without an interface or with one. */
@WorkflowInterface
public interface CallerWorkflow {

  /** A child that its parent signals. */
  @WorkflowInterface
  interface Parcel {
    @WorkflowMethod
    String send(String item);

    @SignalMethod
    void pack();
  }

  /** What to call. */
  enum How {
    ACTIVITY,
    LOCAL_ACTIVITY,
    CHILD,
    PARCEL,
    SIGNALLED_PARCEL,
    CANCELLED_PARCEL
  }

  @WorkflowMethod
  String call(How how, String name);

  final class Impl implements CallerWorkflow {
    private static final Duration LIMIT = Duration.ofSeconds(50);
    private static final RetryOptions ONCE =
        RetryOptions.newBuilder().setMaximumAttempts(1).build();

    @Override
    public String call(How how, String name) {
      Parcel parcel =
          Workflow.newChildWorkflowStub(
              Parcel.class, ChildWorkflowOptions.newBuilder().setWorkflowRunTimeout(LIMIT).build());
      return switch (how) {
        case ACTIVITY ->
            Workflow.newUntypedActivityStub(
                    ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(LIMIT)
                        .setRetryOptions(ONCE)
                        .build())
                .execute(name, String.class, "tea", 7);
        case LOCAL_ACTIVITY ->
            Workflow.newUntypedLocalActivityStub(
                    LocalActivityOptions.newBuilder()
                        .setStartToCloseTimeout(LIMIT)
                        .setRetryOptions(ONCE)
                        .build())
                .execute(name, String.class, "tea", 7);
        case CHILD -> Workflow.newUntypedChildWorkflowStub(name).execute(String.class, "tea");
        case PARCEL -> parcel.send("tea");
        case SIGNALLED_PARCEL -> {
          Promise<String> sent = Async.function(parcel::send, "tea");
          Workflow.getWorkflowExecution(parcel).get();
          parcel.pack();
          yield sent.get();
        }
        case CANCELLED_PARCEL -> {
          CancellationScope scope =
              Workflow.newCancellationScope(() -> Async.function(parcel::send, "tea"));
          scope.run();
          Workflow.getWorkflowExecution(parcel).get();
          scope.cancel();
          Workflow.sleep(Duration.ofSeconds(1));
          yield "cancelled it";
        }
      };
    }
  }
}
