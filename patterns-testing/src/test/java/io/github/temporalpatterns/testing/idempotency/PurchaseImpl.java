// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.github.temporalpatterns.idempotency.IdempotentSteps;
import io.github.temporalpatterns.testing.idempotency.Shop.Plan;
import io.github.temporalpatterns.testing.idempotency.Shop.Purchase;
import io.github.temporalpatterns.testing.idempotency.Shop.Till;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;

/** Follows its plan. */
public final class PurchaseImpl implements Purchase {
  private final Till till =
      Workflow.newActivityStub(
          Till.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(10))
              .setRetryOptions(
                  RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(1)).build())
              .build());
  private final Till local =
      Workflow.newLocalActivityStub(
          Till.class,
          LocalActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(10))
              .setRetryOptions(
                  RetryOptions.newBuilder()
                      .setInitialInterval(Duration.ofMillis(1))
                      .setMaximumAttempts(3)
                      .build())
              .build());

  @Override
  public List<String> buy(Plan plan, int round) {
    return switch (plan) {
      case ITEMS ->
          List.of(
              IdempotentSteps.step("line").item("a").call(() -> till.charge("a")),
              IdempotentSteps.step("line").item("b").call(() -> till.charge("b")));
      case TWICE -> List.of(till.charge("a"), till.charge("a"));
      case ITEMS_WITHOUT_NAME -> List.of(till.charge("a"), till.charge("b"));
      case CONTINUED ->
          continued(plan, IdempotentSteps.step("pay").call(() -> till.charge("a")), round);
      case CONTINUED_WITHOUT_NAME -> continued(plan, till.charge("a"), round);
      case RETRIED -> retried(List.of(till.charge("a")));
      case CHILD_RETRIED ->
          retried(
              IdempotentSteps.step("order")
                  .call(() -> Workflow.newChildWorkflowStub(Purchase.class).buy(Plan.RESET, 0)));
      case LOCAL ->
          List.of(
              local.charge("a"),
              IdempotentSteps.step("later")
                  .call(() -> Async.function(() -> till.charge("b")))
                  .get());
      case UNDONE -> {
        IdempotentSteps.Step pay = IdempotentSteps.step("pay");
        String receipt = pay.call(() -> till.charge("a"));
        pay.undo(() -> till.refund("a"));
        pay.undo(() -> till.refund("a"));
        yield List.of(receipt, pay.call(() -> till.charge("a")));
      }
      case RESET -> {
        String receipt = till.charge("a");
        Workflow.sleep(Duration.ofMillis(1));
        yield List.of(receipt);
      }
      case BUSINESS -> {
        IdempotentSteps.businessKey("order-7");
        yield List.of(till.charge("a"));
      }
    };
  }

  private static List<String> retried(List<String> receipts) {
    if (Workflow.getInfo().getAttempt() == 1) {
      throw ApplicationFailure.newFailure("not yet", "LATER");
    }
    return receipts;
  }

  private static List<String> continued(Plan plan, String receipt, int round) {
    if (round == 0) {
      Workflow.newContinueAsNewStub(Purchase.class).buy(plan, round + 1);
    }
    return List.of(receipt);
  }
}
