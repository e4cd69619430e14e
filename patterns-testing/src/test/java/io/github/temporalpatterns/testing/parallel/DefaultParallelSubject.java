// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import io.github.temporalpatterns.parallel.Outcomes;
import io.github.temporalpatterns.parallel.Parallel;
import io.github.temporalpatterns.parallel.ParallelOptions;
import io.github.temporalpatterns.parallel.ParallelOptions.TooManyFailures;

/** The library's map under the contract. */
final class DefaultParallelSubject implements ScriptedMap {

  @Override
  public Result map(Plan plan) {
    ParallelOptions.Builder options =
        ParallelOptions.newBuilder()
            .setConcurrency(plan.concurrency())
            .setTooManyFailures(TooManyFailures.valueOf(plan.excess().name()));
    if (plan.tolerated() != null) {
      options.setToleratedFailures(plan.tolerated());
    }
    if (plan.ratio() != null) {
      options.setToleratedFailureRatio(plan.ratio());
    }
    if (plan.quorum() != null) {
      options.setQuorum(plan.quorum());
    }
    Outcomes<String, String> outcomes =
        Parallel.create(options.build()).map(plan.items(), Worksites::call);
    return new Result(
        outcomes.all().stream()
            .map(o -> o.status() + (o.result() == null ? "" : " " + o.result()))
            .toList(),
        outcomes.isAcceptable());
  }
}
