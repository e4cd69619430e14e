// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import io.github.temporalpatterns.parallel.Race;
import io.github.temporalpatterns.parallel.RaceOptions;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.util.List;
import java.util.Objects;

/** The library's race under the contract. */
final class DefaultRaceSubject implements ScriptedRace {

  @Override
  public String race(Plan plan) {
    RaceOptions.Builder options =
        switch (plan.start()) {
          case TOGETHER -> RaceOptions.together();
          case HEDGED -> RaceOptions.hedged(Objects.requireNonNull(plan.hedgeDelay()));
          case FALLBACK -> RaceOptions.fallback();
        };
    if (plan.deadline() != null) {
      options.setDeadline(plan.deadline());
    }
    options.setAwaitLosers(plan.awaitLosers());
    List<Functions.Func<Promise<String>>> contenders =
        plan.contenders().stream().map(DefaultRaceSubject::contender).toList();
    return Race.create(options.build()).first(contenders).result();
  }

  private static Functions.Func<Promise<String>> contender(String item) {
    return () -> Worksites.call(item);
  }
}
