// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.BreakerOptions.WhenOpen;
import io.github.temporalpatterns.breaker.CircuitBreaker;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.saga.SagaCompensator.Steps;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** The ways to use a circuit breaker that its page shows; each is run by a test. */
final class BreakerUses {
  private static final ActivityOptions CALLS =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(10))
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(3).build())
          .build();

  private BreakerUses() {}

  static BreakerOptions options() {
    // region options
    BreakerOptions options =
        BreakerOptions.newBuilder("bookings")
            .setActivityOptions(CALLS)
            .setRules(
                BreakerRules.newBuilder()
                    .setCountWindow(20)
                    .setMinimumCalls(10)
                    .setFailureRate(50)
                    .setConsecutiveFailures(5)
                    .setOpenBackoff(Duration.ofSeconds(30), 2, Duration.ofMinutes(10))
                    .setJitter(0.2)
                    .setProbes(2)
                    .setIgnoredFailures("SOLD_OUT")
                    .build())
            .build();
    // endregion
    return options;
  }

  static BreakerOptions waiting() {
    // region wait
    BreakerOptions waiting =
        options().toBuilder()
            .setWhenOpen(WhenOpen.WAIT)
            .setMaximumWait(Duration.ofHours(6))
            .build();
    // endregion
    return waiting;
  }

  static String bookFlight(CircuitBreaker breaker, String key, Trip trip) {
    // region call
    String flight = breaker.call(Bookings.class, b -> b.bookFlight(key, trip));
    // endregion
    return flight;
  }

  static String withFallback(CircuitBreaker breaker, Steps tx, Trip trip) {
    // region saga
    String flight =
        tx.step("flight")
            .undo(Bookings.class, (b, key) -> b.cancelFlight(key.toString()))
            .call(
                key ->
                    breaker.call(
                        Bookings.class,
                        b -> b.bookFlight(key.toString(), trip),
                        rejection -> "by train, since " + rejection.explanation()));
    // endregion
    return flight;
  }
}
