// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.breaker.BreakerEntityWorkflow.Rules;
import java.time.Duration;
import java.util.Objects;

/** The rules of a shared breaker, to data and back. */
final class ClusterRules {

  private ClusterRules() {}

  static Rules pack(BreakerRules rules, ClusterBreakerOptions.Builder options) {
    return new Rules(
        (int) Objects.requireNonNull(rules.timeWindow()).toSeconds(),
        rules.getMinimumCalls(),
        rules.getFailureRate(),
        rules.getSlowCallRate(),
        options.minimumSources,
        rules.getOpenWait().toMillis(),
        rules.getOpenWaitCoefficient(),
        rules.getMaximumOpenWait().toMillis(),
        rules.getJitter(),
        rules.getProbes(),
        rules.getSuccessesToClose(),
        Objects.requireNonNull(rules.getProbeDeadline()).toMillis(),
        rules.getInitialState(),
        options.reportsPerSecond,
        options.reportsPerRun);
  }

  static BreakerRules unpack(Rules rules) {
    BreakerRules.Builder unpacked =
        BreakerRules.newBuilder()
            .setTimeWindow(Duration.ofSeconds(rules.windowSeconds()))
            .setMinimumCalls(rules.minimumCalls())
            .setFailureRate(rules.failureRate())
            // Each process decides for itself which of its calls are slow.
            .setSlowCallRate(Duration.ofMillis(1), rules.slowCallRate())
            .setOpenBackoff(
                Duration.ofMillis(rules.openWaitMillis()),
                rules.openWaitCoefficient(),
                Duration.ofMillis(rules.maximumOpenWaitMillis()))
            .setJitter(rules.jitter())
            .setProbes(rules.probes())
            .setProbeDeadline(Duration.ofMillis(rules.probeDeadlineMillis()))
            .setInitialState(rules.initialState());
    if (rules.successesToClose() != null) {
      unpacked.setSuccessesToClose(rules.successesToClose());
    }
    return unpacked.build();
  }
}
