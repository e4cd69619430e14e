// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import io.github.temporalpatterns.saga.SagaCompensator;
import io.github.temporalpatterns.saga.SagaOptions;
import io.github.temporalpatterns.saga.SagaWorkflow;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** A saga on the base class, whose outcome is listed by a search attribute. */
@WorkflowInterface
public interface Listed {
  SearchAttributeKey<String> KEY = SearchAttributeKey.forKeyword("SagaOutcome");

  @WorkflowMethod
  String run(String input);

  /** Has nothing to do. */
  final class Impl extends SagaWorkflow<String, String> implements Listed {

    /** Made by the worker. */
    public Impl() {
      super(
          SagaOptions.newBuilder(
                  ActivityOptions.newBuilder()
                      .setStartToCloseTimeout(Duration.ofSeconds(1))
                      .build())
              .setOutcomeAttribute(KEY)
              .build());
    }

    @Override
    protected String steps(SagaCompensator.Steps steps, String input) {
      return input;
    }
  }
}
