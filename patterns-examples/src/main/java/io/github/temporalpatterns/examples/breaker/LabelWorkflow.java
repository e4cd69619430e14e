// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow.Answer;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Labels for a list of parcels. */
@WorkflowInterface
public interface LabelWorkflow {

  /** Asks for each label; says what became of each. */
  @WorkflowMethod
  List<Answer<String, String>> label(List<String> parcels);
}
