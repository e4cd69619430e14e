// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.parallel;

import io.github.temporalpatterns.parallel.Outcomes;
import io.github.temporalpatterns.parallel.Parallel;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks every shop at once, a hundred at a time, and keeps what each answered. */
public class PriceCheckWorkflowImpl implements PriceCheckWorkflow {
  private final Shops service =
      Workflow.newActivityStub(
          Shops.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(5))
              .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(3).build())
              .build());

  @Override
  // region map
  public Prices check(String article, List<String> shops) {
    Outcomes<String, Long> outcomes =
        Parallel.create().map(shops, shop -> Async.function(service::price, shop, article));

    Map<String, Long> cents = new LinkedHashMap<>();
    outcomes.succeeded().forEach(shop -> cents.put(shop.item(), shop.result()));
    Map<String, String> failures = new LinkedHashMap<>();
    outcomes.failed().forEach(shop -> failures.put(shop.item(), shop.reason()));
    return new Prices(cents, failures);
  }
  // endregion
}
