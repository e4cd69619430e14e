// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.PatternOperator;
import io.github.temporalpatterns.saga.SagaOperator;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import io.github.temporalpatterns.saga.SagaReport;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** What operators and callers do with a saga from outside. */
public final class SagaDesk {

  private SagaDesk() {}

  static AuditEntry decide(WorkflowClient client, String workflowId) {
    // region operator
    SagaOperator saga = PatternOperator.of(client).at(SagaOperator.class, workflowId);
    AuditEntry entry =
        saga.sagaRetryWith(Decision.of("ticket-7", "ada", "a typo", "flight").with("LH-42"));
    // endregion
    return entry;
  }

  static SagaReport.@Nullable Summary outcome(WorkflowClient client, String workflowId) {
    // region outcome
    SagaReport.Summary outcome =
        client
            .newUntypedWorkflowStub(workflowId)
            .describe()
            .getMemo(SagaReport.MEMO, SagaReport.Summary.class, SagaReport.Summary.class);
    // endregion
    return outcome;
  }

  static @Nullable SagaReport whatIsLeft(TripWorkflow workflow, Trip trip) {
    // region failure
    try {
      workflow.book(trip);
    } catch (WorkflowFailedException e) {
      if (FailureTypes.matches(e, FailureTypes.SAGA_UNDO_FAILED)
          && e.getCause() instanceof ApplicationFailure failure) {
        return failure.getDetails().get(SagaReport.class);
      }
      throw e;
    }
    // endregion
    return null;
  }
}
