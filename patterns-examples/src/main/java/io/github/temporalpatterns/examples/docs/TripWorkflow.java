// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Books a trip, or nothing. */
// region interface
@WorkflowInterface
public interface TripWorkflow {
  @WorkflowMethod
  Confirmation book(Trip trip);
}
// endregion
