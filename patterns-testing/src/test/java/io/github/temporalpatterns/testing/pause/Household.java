// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import io.github.temporalpatterns.pause.PauseGate;
import io.github.temporalpatterns.testing.pause.ScriptedRunner.Plan;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.ArrayList;
import java.util.List;

/** A run whose only step are child workflows, each with a step {@code gate NAME} of its own. */
@WorkflowInterface
public interface Household {

  /** Runs one child for each name and returns what they did; the deaf one is not pausable. */
  @WorkflowMethod
  List<String> run(List<String> names);

  /** The id of a child. */
  static String idOf(String parent, String name) {
    return parent + "/" + name;
  }

  /** A child that knows nothing of pauses. */
  @WorkflowInterface
  interface Deaf {
    /** Performs a step. */
    @WorkflowMethod
    String listen(String step);
  }

  /** Performs its step. */
  class DeafImpl implements Deaf {
    private final StepSite site = StepCalls.stub();

    @Override
    public String listen(String step) {
      return site.step(step);
    }
  }

  /** Waits for all children within one step. */
  class Parent implements Household {
    private final PauseGate gate = PauseGate.create();

    @Override
    public List<String> run(List<String> names) {
      return gate.run(() -> gate.checkpoint() ? gate.call(() -> all(names)) : List.of(), end -> {});
    }

    private List<String> all(List<String> names) {
      List<Promise<List<String>>> ends = names.stream().map(this::begin).toList();
      gate.await(Promise.allOf(ends));
      List<String> done = new ArrayList<>();
      ends.forEach(end -> done.addAll(end.get()));
      return done;
    }

    private Promise<List<String>> begin(String name) {
      ChildWorkflowOptions options =
          ChildWorkflowOptions.newBuilder()
              .setWorkflowId(idOf(Workflow.getInfo().getWorkflowId(), name))
              .build();
      if (!name.equals("deaf")) {
        ScriptedRunner child = Workflow.newChildWorkflowStub(ScriptedRunner.class, options);
        Promise<List<String>> end =
            Async.function(child::run, Plan.of("gate " + name, "b " + name));
        return gate.trackChild(Workflow.getWorkflowExecution(child), end);
      }
      Deaf child = Workflow.newChildWorkflowStub(Deaf.class, options);
      Promise<List<String>> end = Async.function(child::listen, "gate deaf").thenApply(List::of);
      // One that is over already, as far as the server knows.
      WorkflowExecution gone = WorkflowExecution.newBuilder().setWorkflowId("gone").build();
      gate.trackChild(Workflow.newPromise(gone), end);
      return gate.trackChild(Workflow.getWorkflowExecution(child), end);
    }
  }
}
