// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** A child workflow as step. The contract's worker runs it. */
@WorkflowInterface
public interface SagaBranch {

  /**
   * Applies a step's effect through the participant.
   *
   * @param step the step
   * @param key the step's key
   * @return what the participant returned
   */
  @WorkflowMethod
  String branch(String step, String key);

  /** A child workflow as undo. The contract's worker runs it. */
  @WorkflowInterface
  interface Back {

    /**
     * Undoes a step through the participant.
     *
     * @param step the step
     * @param key the step's key
     */
    @WorkflowMethod
    void takeBack(String step, String key);
  }

  /** The branch that the contract registers. */
  final class Impl implements SagaBranch {

    /** Made by the worker. */
    public Impl() {}

    @Override
    public String branch(String step, String key) {
      return participant().apply(step, key);
    }
  }

  /** The undo that the contract registers. */
  final class BackImpl implements Back {

    /** Made by the worker. */
    public BackImpl() {}

    @Override
    public void takeBack(String step, String key) {
      participant().undo(step, key, null);
    }
  }

  private static SagaParticipant participant() {
    return Workflow.newActivityStub(
        SagaParticipant.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(10))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }
}
