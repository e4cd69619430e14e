// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Takes a whole trip back. */
@WorkflowInterface
public interface CancelTripWorkflow {
  @WorkflowMethod
  void cancel(String key);
}
