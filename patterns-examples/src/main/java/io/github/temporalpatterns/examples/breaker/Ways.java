// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.BreakerOptions.WhenOpen;
import io.github.temporalpatterns.breaker.cluster.ClusterBreaker;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.worker.WorkerBreaker;
import io.github.temporalpatterns.breaker.worker.WorkerBreakerOptions;
import io.temporal.activity.ActivityOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

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
   * @param workers the options of each worker
   */
  record Way(String title, BreakerOptions run, List<WorkerFactoryOptions> workers) {}

  private Ways() {}

  /** The last one takes the connections to a shared breaker. */
  static List<Way> all(List<ClusterBreaker> connections) {
    List<WorkerFactoryOptions> plain = List.of(WorkerFactoryOptions.getDefaultInstance());
    BreakerOptions rejecting = LabelWorkflowImpl.OPTIONS;
    return List.of(
        new Way("without a breaker", disabled(), plain),
        new Way("workflow's, rejecting", rejecting, plain),
        new Way(
            "workflow's, waiting", rejecting.toBuilder().setWhenOpen(WhenOpen.WAIT).build(), plain),
        guarded("worker's", workerBreaker()),
        shared(connections));
  }

  static WorkerBreaker workerBreaker() {
    return WorkerBreaker.create(workerOptions().build());
  }

  private static WorkerBreakerOptions.Builder workerOptions() {
    return WorkerBreakerOptions.newBuilder(info -> "carrier")
        .setRules(
            LabelWorkflowImpl.OPTIONS.getRules().toBuilder()
                .setSlowCallRate(Duration.ofSeconds(1), 50)
                .build())
        .setRetryDelay(Duration.ofMillis(500));
  }

  /** Each worker has one of the connections. */
  static Way shared(List<ClusterBreaker> connections) {
    return guarded(
        "shared by two workers",
        connections.stream()
            .map(c -> workerOptions().setGuards((name, rules) -> c).build())
            .map(WorkerBreaker::create)
            .toArray(WorkerBreaker[]::new));
  }

  /** Each worker has one of the breakers. */
  static Way guarded(String title, WorkerBreaker... breakers) {
    return new Way(
        title,
        disabled().toBuilder().setActivityOptions(PATIENT).build(),
        Stream.of(breakers)
            .map(b -> WorkerFactoryOptions.newBuilder().setPlugins(b.plugin()).build())
            .toList());
  }

  private static BreakerOptions disabled() {
    return LabelWorkflowImpl.OPTIONS.toBuilder()
        .setRules(BreakerRules.newBuilder().setInitialState(State.DISABLED).build())
        .build();
  }
}
