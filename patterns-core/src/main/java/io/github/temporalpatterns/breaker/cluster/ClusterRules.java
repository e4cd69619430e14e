// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Memory;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Rules;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Start;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.internal.DataCheck;
import io.github.temporalpatterns.breaker.machine.internal.SavedState;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules of a shared breaker, to data and back. */
final class ClusterRules {

  private ClusterRules() {}

  static Rules pack(BreakerRules rules, ClusterBreakerOptions.Builder options) {
    return new Rules(
        (int) Objects.requireNonNull(rules.getTimeWindow()).toSeconds(),
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
        options.reportsPerRun,
        options.waitingAttribute);
  }

  /**
   * Checks what an entity was started with, perhaps by hand.
   *
   * @throws IllegalStateException if a newer release wrote it, so that the workflow task fails
   * @throws io.temporal.failure.ApplicationFailure {@code patterns.InvalidState} if it cannot work;
   *     the next report starts another one
   */
  static void check(@Nullable Start given) {
    DataCheck check = new DataCheck("start of a shared breaker: ", FailureTypes.INVALID_STATE);
    Start start = check.present("start", given);
    SavedState.checkSchema(start.schema(), EntityProtocol.SCHEMA);
    check.present("name", start.name());
    Rules rules = check.present("rules", start.rules());
    check.range("minimumSources", rules.minimumSources(), 1, Integer.MAX_VALUE);
    check.range("reportsPerSecond", rules.reportsPerSecond(), 1, Integer.MAX_VALUE);
    check.range("reportsPerRun", rules.reportsPerRun(), 1, Integer.MAX_VALUE);
    try {
      unpack(rules);
    } catch (IllegalArgumentException e) {
      throw check.refused(String.valueOf(e.getMessage()));
    }
    Memory memory = start.memory();
    if (memory != null) {
      SavedState.check(start.name(), check.present("breaker", memory.breaker()));
      memory.sources().forEach(source -> check.present("id", check.present("source", source).id()));
      check.range("probesOut", memory.probesOut(), 0, rules.probes());
    }
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
