// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** A workflow whose body is a lambda in the test. */
@WorkflowInterface
public interface Flow {
  @WorkflowMethod(name = "Flow")
  @Nullable Object run(@Nullable SagaState state);

  @SignalMethod
  void signal();

  /** How a script and its test meet. */
  interface Cue {
    boolean signalled();

    void reached(String point);
  }

  /** The body; the state is null in the first run of a chain. */
  @FunctionalInterface
  interface Script {
    @Nullable Object apply(Cue flow, SagaCompensator saga, @Nullable SagaState state);
  }
}
