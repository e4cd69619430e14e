// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.BreakerOptions.WhenOpen;
import io.github.temporalpatterns.breaker.CircuitBreaker;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.examples.saga.Inventory;
import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.Payments;
import io.github.temporalpatterns.examples.saga.Receipt;
import io.github.temporalpatterns.examples.saga.Shipping;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.github.temporalpatterns.pause.PauseGate;
import io.github.temporalpatterns.saga.SagaCompensator;
import io.github.temporalpatterns.saga.SagaCompensator.Step;
import io.github.temporalpatterns.saga.SagaOptions;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an order does in the world, whatever its release: each step is undone if a later one fails,
 * none begins while the order is paused, and a carrier that fails is waited for.
 */
final class OrderSteps {
  private static final RetryOptions RETRY =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofMillis(200))
          .setMaximumInterval(Duration.ofSeconds(5))
          .build();

  private static final ActivityOptions CALLS =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(3))
          .setRetryOptions(RETRY)
          .build();

  private static final BreakerOptions CARRIER =
      BreakerOptions.newBuilder("carrier")
          .setActivityOptions(
              CALLS.toBuilder()
                  .setSummary("ship")
                  .setRetryOptions(RETRY.toBuilder().setMaximumAttempts(2).build())
                  .build())
          .setRules(
              BreakerRules.newBuilder()
                  .setConsecutiveFailures(1)
                  .setOpenBackoff(Duration.ofMinutes(1), 2, Duration.ofHours(1))
                  .setIgnoredFailures(Shipping.ADDRESS_REFUSED)
                  .build())
          .setWhenOpen(WhenOpen.WAIT)
          .build();

  private final PauseGate gate = PauseGate.create();
  private final CircuitBreaker carrier = CircuitBreaker.create(CARRIER);
  private final SagaCompensator saga =
      SagaCompensator.create(
          SagaOptions.newBuilder(CALLS)
              .setNoEffectFailures(Inventory.OUT_OF_STOCK, Payments.CARD_DECLINED)
              .build());
  private final Screening screening = Workflow.newActivityStub(Screening.class, CALLS);
  private SagaCompensator.@Nullable Steps tx;
  private long done;

  Receipt run(Functions.Func<Receipt> release) {
    // region run
    return gate.run(
        () ->
            saga.run(
                steps -> {
                  tx = steps;
                  return release.apply();
                }),
        outcome -> {});
    // endregion
  }

  void validate(Order order) {
    gate.perform(() -> screening.validate(order));
  }

  void validateAddress(Order order) {
    gate.perform(() -> screening.validateAddress(order));
  }

  Assessment assess(Order order) {
    return gate.call(() -> screening.assess(order));
  }

  void reserve(Order order) {
    step(
        "reserve",
        step -> {
          step.undo(Inventory.class, (stock, key) -> stock.release(key.toString()))
              .run(
                  Inventory.class,
                  (stock, key) -> stock.reserve(key.toString(), order.id(), order.items()));
          return true;
        });
  }

  String charge(Order order) {
    return step(
        "charge",
        step ->
            step.undo(Payments.class, (bank, key) -> bank.refund(key.toString()))
                .call(
                    Payments.class,
                    (bank, key) ->
                        bank.charge(key.toString(), order.id(), order.card(), order.totalCents())));
  }

  String chargeWithScore(Order order, double score) {
    return step(
        "charge",
        step ->
            step.undo(Payments.class, (bank, key) -> bank.refund(key.toString()))
                .call(
                    ScoredPayments.class,
                    (bank, key) -> bank.chargeWithScore(key.toString(), order, score)));
  }

  String ship(Order order) {
    return step(
        "ship",
        step ->
            step.undo(Shipping.class, (dock, key) -> dock.cancel(key.toString()))
                .call(key -> handOver(key.toString(), order)));
  }

  /** Once its attempts are spent, the next call waits until the breaker lets it through. */
  private String handOver(String key, Order order) {
    // region carrier
    while (true) {
      try {
        return carrier.call(Shipping.class, post -> post.ship(key, order.id(), order.country()));
      } catch (ActivityFailure e) {
        if (e.getRetryState() != RetryState.RETRY_STATE_MAXIMUM_ATTEMPTS_REACHED) {
          throw e;
        }
      }
    }
    // endregion
  }

  // region step
  private <R> R step(String name, Functions.Func1<Step, R> call) {
    gate.progress(new Progress(done, 3L, name));
    if (!gate.checkpoint()) {
      throw ApplicationFailure.newNonRetryableFailure("an operator stopped it", "STOPPED");
    }
    R result = gate.call(() -> call.apply(Objects.requireNonNull(tx).step(name)));
    gate.progress(new Progress(++done, 3L, null));
    return result;
  }
  // endregion
}
