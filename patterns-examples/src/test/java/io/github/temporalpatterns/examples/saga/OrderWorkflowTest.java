// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.examples.saga.Order.Item;
import io.github.temporalpatterns.saga.SagaOperator;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import io.github.temporalpatterns.saga.SagaOptions.UndoFailure;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.github.temporalpatterns.testing.activity.TimeoutKind;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the workflow asks of its participants, and when; every run is replayed. */
@Tag("real-server")
@PatternTest(workflows = OrderWorkflowImpl.class)
final class OrderWorkflowTest {

  private static final Order TEA =
      new Order("A-1", "Ada", "visa", "UK", List.of(new Item("tea", 2, 450)));

  @Test
  void anOrderIsReservedChargedAndShipped(
      Scenario<OrderWorkflow> order,
      Canned<Inventory> stock,
      Canned<Payments> cards,
      Canned<Shipping> post) {
    stock.on(Inventory::reserve).completes();
    cards.on(Payments::charge).returns("pay-1");
    post.on(Shipping::ship).returns("parcel-1");

    assertThat(order.<Receipt>run(o -> o.place(TEA, UndoFailure.CONTINUE)))
        .isEqualTo(new Receipt("pay-1", "parcel-1"));
    assertThat(order.attempts().types()).containsExactly("reserve", "charge", "ship");
  }

  @Test
  void aRefusedStepIsNotUndone(
      Scenario<OrderWorkflow> order,
      Canned<Inventory> stock,
      Canned<Payments> cards,
      Canned<Shipping> post) {
    stock.on(Inventory::reserve).completes();
    stock.on(Inventory::release).completes();
    cards.on(Payments::charge).returns("pay-1");
    cards.on(Payments::refund).completes();
    post.on(Shipping::ship).failsNonRetryable(Shipping.ADDRESS_REFUSED);

    assertThatThrownBy(() -> order.<Receipt>run(o -> o.place(TEA, UndoFailure.CONTINUE)))
        .matches(failure -> FailureTypes.matches(failure, Shipping.ADDRESS_REFUSED));
    assertThat(order.attempts().types())
        .containsExactly("reserve", "charge", "ship", "refund", "release");
  }

  @Test
  void aStepThatMayHaveActedIsUndoneByItsKey(
      Scenario<OrderWorkflow> order, Canned<Inventory> stock, Canned<Payments> cards) {
    stock.on(Inventory::reserve).completes();
    stock.on(Inventory::release).completes();
    cards.on(Payments::charge).failsNonRetryable("UNKNOWN_TO_THE_SAGA");
    cards.on(Payments::refund).completes();

    assertThatThrownBy(() -> order.<Receipt>run(o -> o.place(TEA, UndoFailure.CONTINUE)))
        .matches(failure -> FailureTypes.matches(failure, "UNKNOWN_TO_THE_SAGA"));
    assertThat(order.attempts().types()).containsExactly("reserve", "charge", "refund", "release");
    assertThat(keys(order, "refund")).isEqualTo(keys(order, "charge"));
    assertThat(keys(order, "release")).isEqualTo(keys(order, "reserve"));
    assertThat(keys(order, "charge")).isNotEqualTo(keys(order, "reserve"));
  }

  @Test
  void aLostAnswerIsAskedForAgainWithTheSameKey(
      Scenario<OrderWorkflow> order,
      Canned<Inventory> stock,
      Canned<Payments> cards,
      Canned<Shipping> post) {
    stock.on(Inventory::reserve).completes();
    cards.on(Payments::charge).timesOut(TimeoutKind.START_TO_CLOSE).then().returns("pay-1");
    post.on(Shipping::ship).returns("parcel-1");

    order.<Receipt>run(o -> o.place(TEA, UndoFailure.CONTINUE));

    assertThat(keys(order, "charge")).hasSize(2).containsOnly(keys(order, "charge").get(0));
  }

  @Test
  void aParkedOrderEndsByAnOperatorsDecision(
      Scenario<OrderWorkflow> order, Canned<Inventory> stock, Canned<Payments> cards) {
    stock.on(Inventory::reserve).completes();
    stock.on(Inventory::release).failsNonRetryable("WAREHOUSE_CLOSED").then().completes();
    cards.on(Payments::charge).failsNonRetryable(Payments.CARD_DECLINED);

    order.start(o -> o.place(TEA, UndoFailure.PARK));
    SagaOperator operator = order.stub(SagaOperator.class);
    order.await("parked", () -> operator.sagaReport().outcome() == Outcome.PARKED);
    operator.sagaRetry(Decision.of("request-1", "Grace", "it is open again", "reserve"));

    assertThatThrownBy(() -> order.result(Receipt.class))
        .matches(failure -> FailureTypes.matches(failure, Payments.CARD_DECLINED));
    assertThat(operator.sagaReport().outcome()).isEqualTo(Outcome.COMPENSATED);
  }

  private static List<String> keys(Scenario<OrderWorkflow> order, String activityType) {
    return order.attempts().of(activityType).list().stream()
        .map(Attempt::arguments)
        .map(arguments -> String.valueOf(arguments.get(0)))
        .toList();
  }
}
