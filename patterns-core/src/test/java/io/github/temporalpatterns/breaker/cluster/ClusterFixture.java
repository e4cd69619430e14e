// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Probes;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options and reports that the tests of the shared breaker have in common. */
final class ClusterFixture {
  static final Ended GOOD = new Ended(Kind.SUCCESSFUL, Duration.ZERO, null, null, null);
  static final Ended BAD = new Ended(Kind.FAILED, Duration.ZERO, "E", null, null);
  static final Ended NOTHING = new Ended(Kind.IGNORED, Duration.ZERO, null, null, null);

  private ClusterFixture() {}

  /** Opens for 20 seconds when half of the calls of 10 seconds failed, once there were four. */
  static BreakerRules.Builder rules() {
    return BreakerRules.newBuilder()
        .setTimeWindow(Duration.ofSeconds(10))
        .setMinimumCalls(4)
        .setOpenWait(Duration.ofSeconds(20));
  }

  static ClusterBreakerOptions.Builder options() {
    return options(rules());
  }

  static ClusterBreakerOptions.Builder options(BreakerRules.Builder rules) {
    return ClusterBreakerOptions.newBuilder("bank", "breakers").setRules(rules.build());
  }

  static Cluster cluster(ClusterBreakerOptions.Builder options) {
    return new Cluster(options.build().start().rules(), 7, null);
  }

  static Bucket bucket(long second, int good, int bad) {
    return new Bucket(second, good + bad, bad, 0, 0);
  }

  /** A report that counts, on a clock that agrees with the entity's. */
  static Report counts(String source, long number, long clock, long generation, Bucket... buckets) {
    return new Report(source, number, clock, generation, List.of(buckets), null, 0, "E", 0);
  }

  static Report wants(
      String source,
      long number,
      long clock,
      long generation,
      int wanted,
      @Nullable Probes probes) {
    return new Report(source, number, clock, generation, List.of(), probes, wanted, "E", 0);
  }
}
