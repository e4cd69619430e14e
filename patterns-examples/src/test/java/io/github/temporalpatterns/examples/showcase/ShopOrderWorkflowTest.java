// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.examples.saga.Inventory;
import io.github.temporalpatterns.examples.saga.Payments;
import io.github.temporalpatterns.examples.saga.Receipt;
import io.github.temporalpatterns.examples.saga.Shipping;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.versioning.OrderReview;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.github.temporalpatterns.versioning.OrderReview.Decision;
import io.github.temporalpatterns.versioning.OrderReview.Phase;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of an order that is stopped, cancelled, or held up by its carrier. */
@PatternTest(workflows = ShopOrderWorkflowImpl.class)
final class ShopOrderWorkflowTest {

  @BeforeEach
  void answer(
      Canned<Screening> screening,
      Canned<Inventory> stock,
      Canned<Payments> bank,
      Canned<ScoredPayments> scoredBank) {
    screening.on(Screening::validateAddress).completes();
    stock.on(Inventory::reserve).completes();
    stock.on(Inventory::release).completes().optional();
    scoredBank.on(ScoredPayments::chargeWithScore).returns("pay-1").optional();
    bank.on(Payments::refund).completes().optional();
  }

  @Test
  void aCarrierThatIsBackIsFoundByTheNextProbe(
      Scenario<ShopOrderWorkflow> order, Canned<Screening> screening, Canned<Shipping> post) {
    screening.on(Screening::assess).returns(new Assessment(0.1, false, null));
    post.on(Shipping::ship).fails("HTTP_503").then().fails("HTTP_503").then().returns("parcel-1");

    assertThat(order.<Receipt>run(o -> o.run(ShowcaseOrders.PLAIN.order())))
        .isEqualTo(new Receipt("pay-1", "parcel-1"));
    assertThat(order.attempts().of("ship").count()).isEqualTo(3);
  }

  @Test
  void anOrderThatIsCancelledBehindAnOpenBreakerIsUndone(
      Scenario<ShopOrderWorkflow> order, Canned<Screening> screening, Canned<Shipping> post) {
    screening.on(Screening::assess).returns(new Assessment(0.1, false, null));
    post.on(Shipping::ship).fails("HTTP_503");
    post.on(Shipping::cancel).completes();

    order.start(o -> o.run(ShowcaseOrders.PLAIN.order()));
    BreakerOperator carrier = order.stub(BreakerOperator.class);
    order.await("waiting", () -> carrier.breakerStatus().get(0).waiting() == 1);
    order.cancel();

    assertThat(order.end()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(order.attempts().types()).endsWith("cancel", "refund", "release");
  }

  @Test
  void anOrderThatIsStoppedIsUndoneAndSaysWhy(
      Scenario<ShopOrderWorkflow> order, Canned<Screening> screening) {
    screening.on(Screening::assess).returns(new Assessment(0.9, true, "expensive"));
    order.start(o -> o.run(ShowcaseOrders.APPROVED.order()));
    OrderReview desk = order.stub(OrderReview.class);
    order.await("waiting", () -> desk.orderStatus().phase() == Phase.WAITING);

    order.stub(Pausable.class).pauseStop(Pausable.Request.of("1", "ann", "the shop closes"));
    desk.reviewOrder(Decision.approve("1", "ann", "known"));

    assertThatThrownBy(() -> order.result(Receipt.class))
        .matches(failure -> FailureTypes.matches(failure, "STOPPED"));
    assertThat(order.attempts().types())
        .containsExactly("ValidateAddress", "reserve", "Assess", "release");
    assertThat(details(order))
        .as("a section for each pattern, apart from one another")
        .contains(
            "**Order** FAILED", "- APPROVE by ann: known\n\n**Run** FAILED", "\n\n**Saga** comp");
  }

  private static String details(Scenario<?> order) {
    return order
        .untyped()
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }
}
