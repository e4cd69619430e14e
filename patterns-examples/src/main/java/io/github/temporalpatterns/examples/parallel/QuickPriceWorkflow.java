// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.parallel;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** The price of whichever shop answers first. */
@WorkflowInterface
public interface QuickPriceWorkflow {

  /** Asks the next shop when those before it are slow or have failed; returns cents. */
  @WorkflowMethod
  long price(String article, List<String> shops);
}
