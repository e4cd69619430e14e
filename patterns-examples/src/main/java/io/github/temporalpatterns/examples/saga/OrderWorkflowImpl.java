// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.saga;

import io.github.temporalpatterns.saga.SagaCompensator.Steps;
import io.github.temporalpatterns.saga.SagaOptions;
import io.github.temporalpatterns.saga.SagaOptions.UndoFailure;
import io.github.temporalpatterns.saga.SagaWorkflow;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;

/** The saga of an order. */
public final class OrderWorkflowImpl extends SagaWorkflow<Order, Receipt> implements OrderWorkflow {

  // No limit in time over all attempts: an order survives that every worker is down for a day.
  private static final ActivityOptions STEP =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(3))
          .setRetryOptions(retry().setMaximumAttempts(10).build())
          .build();

  private static final ActivityOptions UNDO =
      STEP.toBuilder().setRetryOptions(retry().build()).build();

  private static final SagaOptions OPTIONS =
      SagaOptions.newBuilder(STEP)
          .setUndoOptions(UNDO)
          .setNoEffectFailures(
              Inventory.OUT_OF_STOCK, Payments.CARD_DECLINED, Shipping.ADDRESS_REFUSED)
          .build();

  /** Gets the arguments of {@link #place}. */
  @WorkflowInit
  public OrderWorkflowImpl(Order order, UndoFailure onUndoFailure) {
    super(OPTIONS.toBuilder().setUndoFailure(onUndoFailure).build());
  }

  @Override
  public Receipt place(Order order, UndoFailure onUndoFailure) {
    return run(order);
  }

  @Override
  protected Receipt steps(Steps steps, Order order) {
    steps
        .step("reserve")
        .undo(Inventory.class, (stock, key) -> stock.release(key.toString()))
        .run(
            Inventory.class,
            (stock, key) -> stock.reserve(key.toString(), order.id(), order.items()));

    String payment =
        steps
            .step("charge")
            .undo(Payments.class, (bank, key) -> bank.refund(key.toString()))
            .call(
                Payments.class,
                (cards, key) ->
                    cards.charge(key.toString(), order.id(), order.card(), order.totalCents()));

    String shipment =
        steps
            .step("ship")
            .undo(Shipping.class, (dock, key) -> dock.cancel(key.toString()))
            .call(
                Shipping.class,
                (post, key) -> post.ship(key.toString(), order.id(), order.country()));

    return new Receipt(payment, shipment);
  }

  private static RetryOptions.Builder retry() {
    return RetryOptions.newBuilder()
        .setInitialInterval(Duration.ofMillis(200))
        .setMaximumInterval(Duration.ofSeconds(5));
  }
}
