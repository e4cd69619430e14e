// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.parallel;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.Map;

/** What an article costs where. */
@WorkflowInterface
public interface PriceCheckWorkflow {

  /**
   * What became of a price check.
   *
   * @param cents the price by shop
   * @param failures why a shop has none, by shop
   */
  record Prices(Map<String, Long> cents, Map<String, String> failures) {}

  /** Asks all shops; one that does not answer holds up nobody. */
  @WorkflowMethod
  Prices check(String article, List<String> shops);
}
