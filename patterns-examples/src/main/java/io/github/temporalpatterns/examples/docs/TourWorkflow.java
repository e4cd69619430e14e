// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.saga.SagaState;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Books many trips as one saga. */
@WorkflowInterface
public interface TourWorkflow {
  @WorkflowMethod
  int book(List<Trip> trips, int done, @Nullable SagaState undoLog);
}
