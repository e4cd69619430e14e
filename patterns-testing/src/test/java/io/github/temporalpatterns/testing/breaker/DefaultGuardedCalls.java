// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import com.google.protobuf.ByteString;
import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.CircuitBreaker;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.Plan;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.Rules;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.WhenOpen;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.time.Duration;

/** The library's breaker under the contract. */
final class DefaultGuardedCalls implements GuardedCalls {
  private static final JacksonJsonPayloadConverter JSON = new JacksonJsonPayloadConverter();
  static final String NAME = "dependency";

  private final CircuitBreaker breaker;
  private final boolean fallback;

  DefaultGuardedCalls(Plan plan) {
    BreakerOptions.Builder options =
        BreakerOptions.newBuilder(NAME)
            .setRules(rules(plan.rules()))
            .setActivityOptions(Dependencies.CALLS)
            .setFailedResult(result -> result.equals(plan.rules().failedResult()));
    if (plan.whenOpen() == WhenOpen.WAIT) {
      options.setWhenOpen(BreakerOptions.WhenOpen.WAIT);
    }
    if (plan.maximumWaitMillis() != null) {
      options.setMaximumWait(Duration.ofMillis(plan.maximumWaitMillis()));
    }
    fallback = plan.whenOpen() == WhenOpen.FALLBACK;
    breaker =
        CircuitBreaker.restore(
            options.build(), plan.carried() == null ? null : read(plan.carried()));
  }

  private static io.github.temporalpatterns.breaker.machine.BreakerRules rules(Rules rules) {
    var builder =
        io.github.temporalpatterns.breaker.machine.BreakerRules.newBuilder()
            .setCountWindow(rules.window())
            .setMinimumCalls(rules.minimum())
            .setFailureRate(rules.failureRate())
            .setOpenWait(Duration.ofMillis(rules.openWaitMillis()))
            .setRecordedFailures(rules.recorded().toArray(String[]::new))
            .setIgnoredFailures(rules.ignored().toArray(String[]::new));
    if (rules.inRow() != null) {
      builder.setConsecutiveFailures(rules.inRow());
    }
    return builder.build();
  }

  @Override
  public String call(String request) {
    return fallback
        ? breaker.call(Dependency.class, d -> d.ask(request), rejection -> "fallback")
        : breaker.call(Dependency.class, d -> d.ask(request));
  }

  @Override
  public String carried() {
    return JSON.toData(breaker.state()).orElseThrow().getData().toStringUtf8();
  }

  private static BreakerState read(String json) {
    Payload payload =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8(JSON.getEncodingType()))
            .setData(ByteString.copyFromUtf8(json))
            .build();
    return JSON.fromData(payload, BreakerState.class, BreakerState.class);
  }
}
