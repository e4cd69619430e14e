// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.versioning.OrderReview;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.github.temporalpatterns.versioning.OrderReview.Decision;
import io.github.temporalpatterns.versioning.OrderReview.Phase;
import io.github.temporalpatterns.versioning.OrderReview.Status;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The base class: versions side by side, the review, its ends. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class VersionedOrderTest {
  private static final Assessment CLEAN = new Assessment(0.1, false, null);
  private static final Assessment SUSPICIOUS = new Assessment(0.93, true, "new card,\nnew address");

  @Test
  void finishesOldOrdersAsTheyBeganBesideNewOnes() {
    AtomicBoolean deployed = new AtomicBoolean();
    try (PatternEnv env = PatternEnv.open()) {
      env.worker()
          .registerWorkflowFactory(
              TillOrder.class,
              () -> deployed.get() ? new TillOrder.Versioned() : new TillOrder.ByHand());
      Canned<Till> till = env.canned(Till.class);
      till.on(Till::check).completes();
      till.on(Till::checkFully).completes();
      till.on(Till::assess).returns(CLEAN);
      till.on(Till::charge).delays(Duration.ofSeconds(30)).returns("charged");
      till.on(Till::chargeScored).returns("charged by score");
      Scenario<TillOrder> old = env.scenario(TillOrder.class).start(o -> o.run("old"));
      old.await("the charge to start", () -> old.attempts().of("charge").count() == 1);
      deployed.set(true);
      Scenario<TillOrder> young = env.scenario(TillOrder.class).start(o -> o.run("young"));

      assertThat(young.result(String.class)).isEqualTo("charged by score");
      assertThat(old.result(String.class)).isEqualTo("charged");
      assertThat(status(old).version()).isEqualTo(-1);
      assertThat(status(young).version()).isEqualTo(2);
      assertThat(status(young).versions()).containsEntry("fraud-check", 2);
      verifyThat(old).neverRan("assess");
    }
  }

  @Test
  void letsAReviewerApproveASuspiciousOrder() {
    try (PatternEnv env = suspicious()) {
      env.canned(Till.class).on(Till::chargeScored).returns("charged");
      Scenario<TillOrder> order = waiting(env);
      Status before = status(order);
      assertThat(before.assessment()).isEqualTo(SUSPICIOUS);
      assertThat(order.untyped().describe().getStatus())
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);

      assertThat(waitingText(order))
          .contains("**Waits for a person**: a suspicious order", "versioning.review")
          .contains("\"verdict\":\"APPROVE\"");
      Decision approval = approval("7", "ann");
      assertThat(review(order).reviewOrder(approval).effect()).isEqualTo("APPROVE");
      assertThat(order.result(String.class)).isEqualTo("charged");
      assertThat(waitingText(order)).doesNotContain("Waits for a person");
      assertThat(order.attempts().of("chargeScored").list().get(0).arguments())
          .containsExactly("book", 0.93);
      assertThat(status(order).phase()).isEqualTo(Phase.PAID);
      verifyThat(order).leftNoTimer();
    }
  }

  @Test
  void failsARejectedOrderWithoutAPayment() {
    try (PatternEnv env = suspicious()) {
      Scenario<TillOrder> order = waiting(env);
      Decision rejection = Decision.reject("7", "ann", "stolen card");
      review(order).reviewOrder(rejection);

      assertThatThrownBy(() -> order.result(String.class))
          .isInstanceOf(WorkflowFailedException.class)
          .cause()
          .isInstanceOfSatisfying(
              ApplicationFailure.class,
              failure -> {
                assertThat(failure.getType()).isEqualTo(FailureTypes.ORDER_REJECTED);
                assertThat(failure.getDetails().get(Decision.class)).isEqualTo(rejection);
              });
      assertThat(status(order).phase()).isEqualTo(Phase.REJECTED);
      verifyThat(order).neverRan("chargeScored").leftNoTimer();
    }
  }

  @Test
  void rejectsWhatNobodyReviewsInTime() {
    try (PatternEnv env = suspicious()) {
      Scenario<TillOrder> order = env.scenario(TillOrder.class).start(o -> o.run("book"));
      order.end();
      verifyThat(order)
          .failedWith(FailureTypes.ORDER_REJECTED)
          .took(Duration.ofDays(7), Duration.ofDays(7).plusMinutes(10));
      assertThat(status(order).decision())
          .isEqualTo(Decision.reject("time", "nobody", "no decision within PT168H"));
    }
  }

  @Test
  void endsTheWaitWhenTheRunIsCancelled() {
    try (PatternEnv env = suspicious()) {
      Scenario<TillOrder> order = waiting(env);
      order.cancel();
      assertThat(order.end()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
      assertThat(status(order).phase()).isEqualTo(Phase.FAILED);
      verifyThat(order).leftNoTimer();
    }
  }

  @Test
  void refusesADecisionThatSaysTooLittleOrComesTwice() {
    try (PatternEnv env = suspicious()) {
      env.canned(Till.class).on(Till::chargeScored).returns("charged");
      Scenario<TillOrder> order = waiting(env);
      refused(order, approval("7", " "), "by: must have 1 to 200 characters");
      assertThatThrownBy(() -> order.untyped().update("versioning.review", Status.class))
          .hasStackTraceContaining("command: must be given");
      refused(order, approval("", "ann"), "requestId: must have 1 to 100 characters");
      refused(order, Decision.reject("7", "ann", ""), "reason: must have 1 to 500 characters");
      review(order).reviewOrder(approval("7", "ann"));
      assertThat(order.result(String.class)).isEqualTo("charged");
      assertThat(status(order).decision()).isEqualTo(approval("7", "ann"));
    }
  }

  @Test
  void refusesADecisionThatNothingWaitsFor() {
    try (PatternEnv env = PatternEnv.open(TillOrder.Versioned.class)) {
      Canned<Till> till = env.canned(Till.class);
      till.on(Till::checkFully).hangsUntilCancelled();
      Scenario<TillOrder> order = env.scenario(TillOrder.class).start(o -> o.run("book"));
      order.await("the check", () -> order.attempts().of("checkFully").count() == 1);
      refused(order, approval("7", "ann"), "the order does not wait for a review, was VALIDATING");
      order.cancel();
      order.end();
    }
  }

  @Test
  void takesOneOrderOnlySinceAnApprovalIsNotForTheNext() {
    try (PatternEnv env = PatternEnv.open(Baskets.Impl.class)) {
      Scenario<Baskets> baskets = env.scenario(Baskets.class);
      assertThatThrownBy(() -> baskets.runVoid(Baskets::takeTwo))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("a run takes one order");
    }
  }

  @Test
  void keepsTheDecisionsOfOneRunFromTheNext() {
    PatternEnvOptions options =
        PatternEnvOptions.newBuilder(SharedFlow.Impl.class).setReplay(Replay.NEVER).build();
    try (PatternEnv env = PatternEnv.open(options)) {
      assertThat(env.scenario(SharedFlow.class).run(SharedFlow::version)).isEqualTo(2);
      assertThatThrownBy(() -> env.scenario(SharedFlow.class).run(SharedFlow::version))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("a flow is for one run, so not in a static field");
    }
  }

  @Test
  void saysWhoHasDecided() {
    try (PatternEnv env = suspicious()) {
      env.canned(Till.class).on(Till::chargeScored).hangsUntilCancelled();
      Scenario<TillOrder> order = waiting(env);
      review(order).reviewOrder(approval("7", "ann"));
      order.await("the charge", () -> order.attempts().of("chargeScored").count() == 1);
      Decision late = Decision.reject("8", "bob", "stolen card");
      refused(
          order, late, "the order does not wait for a review, was Decision[requestId=7, by=ann");
      order.cancel();
      order.end();
    }
  }

  private static Decision approval(String id, String by) {
    return Decision.approve(id, by, "she confirmed");
  }

  private static String waitingText(Scenario<TillOrder> order) {
    return order
        .untyped()
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  private static PatternEnv suspicious() {
    PatternEnv env = PatternEnv.open(TillOrder.Versioned.class);
    env.canned(Till.class).on(Till::checkFully).completes();
    env.canned(Till.class).on(Till::assess).returns(SUSPICIOUS);
    return env;
  }

  private static Scenario<TillOrder> waiting(PatternEnv env) {
    Scenario<TillOrder> order = env.scenario(TillOrder.class).start(o -> o.run("book"));
    order.await("the review", () -> status(order).phase() == Phase.WAITING);
    return order;
  }

  private static void refused(Scenario<TillOrder> order, Decision decision, String why) {
    assertThatThrownBy(() -> review(order).reviewOrder(decision))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining(why);
  }

  private static OrderReview review(Scenario<TillOrder> order) {
    return order.stub(OrderReview.class);
  }

  private static Status status(Scenario<TillOrder> order) {
    return review(order).orderStatus();
  }
}
