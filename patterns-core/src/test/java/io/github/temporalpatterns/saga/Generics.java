// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** A workflow whose method is the one that the base class implements. */
@WorkflowInterface
public interface Generics {
  @WorkflowMethod(name = "Generics")
  List<String> run(List<String> whats);

  /** One step for each element. */
  final class Impl extends SagaWorkflow<List<String>, List<String>> implements Generics {
    public Impl() {
      super(Desk.options().build());
    }

    @Override
    protected List<String> steps(SagaCompensator.Steps steps, List<String> whats) {
      return whats.stream().map(what -> Scripts.book(steps, what, what)).toList();
    }
  }
}
