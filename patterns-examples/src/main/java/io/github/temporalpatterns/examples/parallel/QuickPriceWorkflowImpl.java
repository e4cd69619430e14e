// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.parallel;

import io.github.temporalpatterns.parallel.Race;
import io.github.temporalpatterns.parallel.RaceOptions;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** Gives each shop two seconds before it asks the next one, too. */
public class QuickPriceWorkflowImpl implements QuickPriceWorkflow {
  private final Shops service =
      Workflow.newActivityStub(
          Shops.class,
          ActivityOptions.newBuilder().setScheduleToCloseTimeout(Duration.ofMinutes(1)).build());

  @Override
  // region race
  public long price(String article, List<String> shops) {
    Race race =
        Race.create(
            RaceOptions.hedged(Duration.ofSeconds(2)).setDeadline(Duration.ofSeconds(20)).build());
    List<Func<Promise<Long>>> contenders =
        shops.stream()
            .<Func<Promise<Long>>>map(shop -> () -> Async.function(service::price, shop, article))
            .toList();
    return race.first(contenders).result();
  }
  // endregion
}
