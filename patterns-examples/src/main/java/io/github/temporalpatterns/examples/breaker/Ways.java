// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.BreakerOptions.WhenOpen;
import io.github.temporalpatterns.breaker.BreakerRules;
import io.github.temporalpatterns.breaker.CircuitBreaker.State;
import io.github.temporalpatterns.breaker.WorkerBreaker;
import io.github.temporalpatterns.breaker.WorkerBreakerOptions;
import io.temporal.activity.ActivityOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.List;

/** The same calls in several ways. */
final class Ways {
  /** More than the service is ever down; attempts are not bounded, since some are turned away. */
  private static final ActivityOptions PATIENT =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(2))
          .setScheduleToCloseTimeout(Duration.ofMinutes(10))
          .build();

  /**
   * One of them.
   *
   * @param title names it in the table
   * @param run the breaker in each run
   * @param workers the options of the workers
   */
  record Way(String title, BreakerOptions run, WorkerFactoryOptions workers) {}

  private Ways() {}

  static List<Way> all() {
    WorkerFactoryOptions plain = WorkerFactoryOptions.getDefaultInstance();
    BreakerOptions rejecting = LabelWorkflowImpl.OPTIONS;
    return List.of(
        new Way("without a breaker", disabled(), plain),
        new Way("workflow's, rejecting", rejecting, plain),
        new Way(
            "workflow's, waiting", rejecting.toBuilder().setWhenOpen(WhenOpen.WAIT).build(), plain),
        worker(workerBreaker()));
  }

  static WorkerBreaker workerBreaker() {
    return WorkerBreaker.create(
        WorkerBreakerOptions.newBuilder(info -> "carrier")
            .setRules(
                LabelWorkflowImpl.OPTIONS.getRules().toBuilder()
                    .setSlowCallRate(Duration.ofSeconds(1), 50)
                    .build())
            .setRetryDelay(Duration.ofMillis(500))
            .build());
  }

  static Way worker(WorkerBreaker breaker) {
    return new Way(
        "worker's",
        disabled().toBuilder().setActivityOptions(PATIENT).build(),
        WorkerFactoryOptions.newBuilder().setPlugins(breaker.plugin()).build());
  }

  private static BreakerOptions disabled() {
    return LabelWorkflowImpl.OPTIONS.toBuilder()
        .setRules(BreakerRules.newBuilder().setInitialState(State.DISABLED).build())
        .build();
  }
}
