// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.options;
import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.rules;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.breaker.machine.BreakerRules;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Options of a shared breaker, and what they refuse. */
final class ClusterBreakerOptionsTest {

  @Test
  void refusesWhatCannotWork() {
    assertRefused(ClusterBreakerOptions.newBuilder(" ", "q"), "name must not be blank, was \" \"");
    assertRefused(
        ClusterBreakerOptions.newBuilder("a", ""), "taskQueue must not be blank, was \"\"");
    assertRefused(
        options(BreakerRules.newBuilder().setCountWindow(5)),
        "rules must have a time window of at most PT10M, had null");
    assertRefused(
        options(rules().setTimeWindow(Duration.ofMinutes(11))),
        "rules must have a time window of at most PT10M, had PT11M");
    assertRefused(
        options(rules().setConsecutiveFailures(3)),
        "rules must not count consecutive failures of several processes, had 3");
    assertRefused(
        options().setMinimumSources(0), "minimumSources must be between 1 and 2000, was 0");
    assertRefused(
        options(rules().setIgnoredFailures("SOLD_OUT")),
        "rules must not say which failures count: name them in the rules of"
            + " WorkerBreakerOptions, had recorded [] and ignored [SOLD_OUT]");
    assertRefused(
        options(rules().setRecordedFailures("DOWN")),
        "rules must not say which failures count: name them in the rules of"
            + " WorkerBreakerOptions, had recorded [DOWN] and ignored []");
    assertRefused(options().setNamespace(" "), "namespace must not be blank, was \" \"");
    assertRefused(
        options().setLeaseTime(Duration.ofSeconds(2)),
        "leaseTime must be between 3 seconds and an hour, was PT2S");
    assertRefused(
        options().setLeaseTime(Duration.ofSeconds(Long.MAX_VALUE)),
        "leaseTime must be between 3 seconds and an hour, was PT2562047788015215H30M7S");
    assertRefused(
        options().setReportsPerSecond(201), "reportsPerSecond must be between 1 and 200, was 201");
    assertRefused(
        options().setReportsPerRun(801), "reportsPerRun must be between 10 and 800, was 801");
  }

  @Test
  void givesProbesADeadline() {
    assertThat(options().build().getRules().getProbeDeadline()).isEqualTo(Duration.ofSeconds(60));
    assertThat(
            options(rules().setProbeDeadline(Duration.ofSeconds(5)))
                .build()
                .getRules()
                .getProbeDeadline())
        .isEqualTo(Duration.ofSeconds(5));
  }

  private static void assertRefused(ClusterBreakerOptions.Builder options, String why) {
    assertThatThrownBy(options::build).isInstanceOf(IllegalArgumentException.class).hasMessage(why);
  }
}
