// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.breaker.BreakerOptions.WhenOpen;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.State;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Bad input is refused by name, rule and value. */
final class BreakerOptionsTest {
  private static final ActivityOptions UNBOUNDED =
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(1)).build();

  @Test
  void refusesRulesThatCannotWork() {
    refused(r -> r.setCountWindow(0), "countWindow must be between 1 and 10000, was 0");
    refused(
        r -> r.setTimeWindow(Duration.ofMillis(1_500)),
        "timeWindow must be whole seconds up to an hour, was PT1.5S");
    refused(r -> r.setMinimumCalls(0), "minimumCalls must be at least 1, was 0");
    refused(
        r -> r.setCountWindow(5).setMinimumCalls(6),
        "minimumCalls must be at most the count window of 5, was 6");
    refused(
        r -> r.setFailureRate(0), "failureRate must be above 0 and at most 100 percent, was 0.0");
    refused(
        r -> r.setFailureRate(Double.NaN),
        "failureRate must be above 0 and at most 100 percent, was NaN");
    refused(
        r -> r.setSlowCallRate(Duration.ofSeconds(1), 101),
        "slowCallRate must be above 0 and at most 100 percent, was 101.0");
    refused(
        r -> r.setSlowCallRate(Duration.ZERO, 50),
        "slowCallDuration must be between PT0.001S and PT8760H, was PT0S");
    refused(r -> r.setConsecutiveFailures(0), "consecutiveFailures must be at least 1, was 0");
    refused(
        r -> r.setOpenWait(Duration.ofNanos(999_999)),
        "openWait must be between PT0.001S and PT8760H, was PT0.000999999S");
    refused(
        r -> r.setOpenBackoff(Duration.ZERO, 2, Duration.ofSeconds(9)),
        "openBackoff.first must be between PT0.001S and PT8760H, was PT0S");
    refused(
        r -> r.setOpenBackoff(Duration.ofSeconds(2), 0.5, Duration.ofSeconds(9)),
        "openBackoff.coefficient must be at least 1, was 0.5");
    refused(
        r -> r.setOpenBackoff(Duration.ofSeconds(2), 2, Duration.ofSeconds(1)),
        "openBackoff.maximum must be at least the first wait of PT2S, was PT1S");
    refused(r -> r.setJitter(1.5), "jitter must be between 0 and 1, was 1.5");
    refused(r -> r.setProbes(0), "probes must be between 1 and 10000, was 0");
    refused(r -> r.setSuccessesToClose(0), "successesToClose must be between 1 and 10000, was 0");
    refused(
        r -> r.setProbeDeadline(Duration.ZERO),
        "probeDeadline must be between PT0.001S and PT8760H, was PT0S");
    refused(
        r -> r.setInitialState(State.OPEN),
        "initialState must not be one that ends by itself, was OPEN");
  }

  @Test
  void refusesOptionsThatCannotWork() {
    refusal(() -> BreakerOptions.newBuilder(" ").build(), "name must not be blank, was \" \"");
    refusal(
        () -> BreakerOptions.newBuilder("a").setMaximumWait(Duration.ofSeconds(1)).build(),
        "maximumWait must go together with WAIT, was PT1S with REJECT");
    refusal(
        () ->
            BreakerOptions.newBuilder("a")
                .setWhenOpen(WhenOpen.WAIT)
                .setMaximumWait(Duration.ZERO)
                .build(),
        "maximumWait in milliseconds must be at least 1, was 0");
    refusal(
        () -> BreakerOptions.newBuilder("a").setMaximumAttempts(0).build(),
        "maximumAttempts must be at least 1, was 0");
  }

  @Test
  void refusesRetriesWithoutBoundOrBoundsThem() {
    BreakerOptions.Builder builder = BreakerOptions.newBuilder("a").setActivityOptions(UNBOUNDED);
    refusal(
        builder::build,
        "activityOptions must bound their retries, by maximumAttempts or a scheduleToClose"
            + " timeout, had neither; or set maximumAttempts of the breaker");

    assertThat(attempts(builder.setMaximumAttempts(4).build())).isEqualTo(4);
    ActivityOptions two =
        UNBOUNDED.toBuilder()
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(2).build())
            .build();
    assertThat(attempts(builder.setActivityOptions(two).build())).isEqualTo(2);
    ActivityOptions bounded =
        UNBOUNDED.toBuilder().setScheduleToCloseTimeout(Duration.ofMinutes(1)).build();
    assertThat(builder.setActivityOptions(bounded).build().getActivityOptions()).isSameAs(bounded);
  }

  @Test
  void copies() {
    BreakerRules rules =
        BreakerRules.newBuilder()
            .setTimeWindow(Duration.ofSeconds(9))
            .setMinimumCalls(7)
            .setSlowCallRate(Duration.ofSeconds(3), 12)
            .setConsecutiveFailures(3)
            .setOpenBackoff(Duration.ofSeconds(1), 2, Duration.ofSeconds(8))
            .setJitter(0.1)
            .setProbes(4)
            .setSuccessesToClose(5)
            .setProbeDeadline(Duration.ofSeconds(6))
            .setRecordedFailures("A")
            .setIgnoredFailures("B")
            .setInitialState(State.METRICS_ONLY)
            .build();
    BreakerOptions options =
        BreakerOptions.newBuilder("a")
            .setRules(rules)
            .setActivityOptions(UNBOUNDED)
            .setMaximumAttempts(4)
            .setWhenOpen(WhenOpen.WAIT)
            .setMaximumWait(Duration.ofSeconds(1))
            .build();

    assertThat(rules.toBuilder().build()).usingRecursiveComparison().isEqualTo(rules);
    assertThat(options.toBuilder().build()).usingRecursiveComparison().isEqualTo(options);
  }

  /** What {@code toBuilder} gives takes all that a new builder takes. */
  @Test
  void theLastOfTwoSettingsHoldsThatExcludeEachOther() {
    BreakerRules backoff =
        BreakerRules.newBuilder()
            .setTimeWindow(Duration.ofSeconds(9))
            .setOpenBackoff(Duration.ofSeconds(2), 3, Duration.ofSeconds(9))
            .build();
    BreakerRules same =
        backoff.toBuilder().setCountWindow(20).setOpenWait(Duration.ofSeconds(60)).build();
    assertThat(same).usingRecursiveComparison().isEqualTo(BreakerRules.newBuilder().build());

    BreakerRules again =
        same.toBuilder()
            .setTimeWindow(Duration.ofSeconds(9))
            .setOpenBackoff(Duration.ofSeconds(2), 3, Duration.ofSeconds(9))
            .build();
    assertThat(again).usingRecursiveComparison().isEqualTo(backoff);
  }

  @Test
  void whatIsOptionalCanBeTakenBack() {
    BreakerRules rules =
        BreakerRules.newBuilder()
            .setMinimumCalls(7)
            .setSlowCallRate(Duration.ofSeconds(3), 100)
            .setConsecutiveFailures(3)
            .setSuccessesToClose(5)
            .setProbeDeadline(Duration.ofSeconds(6))
            .build()
            .toBuilder()
            .setMinimumCalls(null)
            .setSlowCallRate(null, 100)
            .setConsecutiveFailures(null)
            .setSuccessesToClose(null)
            .setProbeDeadline(null)
            .build();
    assertThat(rules).usingRecursiveComparison().isEqualTo(BreakerRules.newBuilder().build());

    BreakerOptions options =
        BreakerOptions.newBuilder("a")
            .setActivityOptions(UNBOUNDED)
            .setMaximumAttempts(4)
            .setWhenOpen(WhenOpen.WAIT)
            .setMaximumWait(Duration.ofSeconds(1))
            .setFailedResult(result -> true)
            .build()
            .toBuilder()
            .setActivityOptions(null)
            .setMaximumAttempts(null)
            .setWhenOpen(WhenOpen.REJECT)
            .setMaximumWait(null)
            .setFailedResult(null)
            .build();
    assertThat(options)
        .usingRecursiveComparison()
        .isEqualTo(BreakerOptions.newBuilder("a").build());
  }

  @Test
  void laterChangesOfABuilderDoNotReachWhatItHasBuilt() {
    BreakerRules.Builder builder = BreakerRules.newBuilder();
    BreakerRules rules = builder.build();
    builder.setProbes(9);

    assertThat(rules.getProbes()).isEqualTo(1);
  }

  private static int attempts(BreakerOptions options) {
    ActivityOptions activity = Objects.requireNonNull(options.getActivityOptions());
    return Objects.requireNonNull(activity.getRetryOptions()).getMaximumAttempts();
  }

  private static void refused(Consumer<BreakerRules.Builder> setting, String message) {
    BreakerRules.Builder builder = BreakerRules.newBuilder();
    setting.accept(builder);
    refusal(builder::build, message);
  }

  private static void refusal(ThrowingCallable build, String message) {
    assertThatThrownBy(build).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
