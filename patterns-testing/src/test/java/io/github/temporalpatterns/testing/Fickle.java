// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A mutant: only its first execution after a reset begins with a timer, as if it cached something.
 */
@WorkflowInterface
public interface Fickle {
  @WorkflowMethod
  String decide();

  final class Impl implements Fickle {
    static final AtomicInteger EXECUTIONS = new AtomicInteger();

    @Override
    public String decide() {
      if (EXECUTIONS.getAndIncrement() == 0) {
        Workflow.sleep(Duration.ofMillis(5));
      }
      Workflow.sideEffect(Integer.class, () -> 1);
      Workflow.sleep(Duration.ofMillis(5));
      return "decided";
    }
  }

  /** Has the mutant as its child. */
  @WorkflowInterface
  interface Parent {
    @WorkflowMethod
    String ask();

    final class Impl implements Parent {
      @Override
      public String ask() {
        return Workflow.newChildWorkflowStub(Fickle.class).decide();
      }
    }
  }

  /** Continues as the mutant. */
  @WorkflowInterface
  interface Past {
    @WorkflowMethod
    String begin();

    final class Impl implements Past {
      @Override
      public String begin() {
        return Workflow.newContinueAsNewStub(Fickle.class).decide();
      }
    }
  }
}
