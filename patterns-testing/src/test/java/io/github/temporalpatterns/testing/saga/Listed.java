// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import io.github.temporalpatterns.saga.SagaCompensator;
import io.github.temporalpatterns.saga.SagaOptions;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** A saga whose outcome is listed by a search attribute. */
@WorkflowInterface
public interface Listed {
  SearchAttributeKey<String> KEY = SearchAttributeKey.forKeyword("SagaOutcome");

  @WorkflowMethod
  String run();

  /** Has nothing to do. */
  final class Impl implements Listed {
    private final SagaCompensator saga =
        SagaCompensator.create(
            SagaOptions.newBuilder(
                    ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofSeconds(1))
                        .build())
                .setOutcomeAttribute(KEY)
                .build());

    @Override
    public String run() {
      return saga.run(steps -> "done");
    }
  }
}
