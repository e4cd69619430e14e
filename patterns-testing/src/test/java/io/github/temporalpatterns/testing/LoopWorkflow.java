// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Runs a number of rounds, each in a run of its own or in a child; waits for a signal in each. */
@WorkflowInterface
public interface LoopWorkflow {

  @ActivityInterface
  interface Round {
    void play(int round);
  }

  /** The handlers, as an interface that other workflows could have too. */
  @WorkflowInterface
  interface Gate {
    @SignalMethod
    void open();

    @QueryMethod
    boolean waiting();
  }

  @WorkflowMethod
  int rounds(int done, int todo);

  final class Impl implements LoopWorkflow, Gate {
    private final Round round =
        Workflow.newActivityStub(
            Round.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(10)).build());
    private boolean open;
    private boolean waiting;

    @Override
    public int rounds(int done, int todo) {
      round.play(done);
      waiting = true;
      Workflow.await(() -> open);
      if (todo == 1) {
        return done + 1;
      }
      return Workflow.newContinueAsNewStub(LoopWorkflow.class).rounds(done + 1, todo - 1);
    }

    @Override
    public void open() {
      open = true;
    }

    @Override
    public boolean waiting() {
      return waiting;
    }
  }

  /** Calls a child for its rounds. */
  @WorkflowInterface
  interface Parent {
    @WorkflowMethod
    int rounds(int todo);

    final class Impl implements Parent {
      @Override
      public int rounds(int todo) {
        ChildWorkflowOptions options =
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(Workflow.getInfo().getWorkflowId() + "/child")
                .build();
        return Workflow.newChildWorkflowStub(LoopWorkflow.class, options).rounds(0, todo);
      }
    }
  }
}
