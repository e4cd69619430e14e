// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.temporalpatterns.OperatorCommand.Refusal;
import io.github.temporalpatterns.PatternOperator;
import io.github.temporalpatterns.PatternOperator.NotObeyedException;
import io.github.temporalpatterns.PatternOperator.Why;
import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.versioning.OrderReview;
import io.github.temporalpatterns.versioning.OrderReview.Decision;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A client's commands to runs that do not obey, each for another reason. */
final class PatternOperatorTest {
  private static final Decision APPROVAL = Decision.approve("7", "ann", "she confirmed");

  @Test
  void saysWhyARunDidNotObey() {
    try (PatternEnv env = PatternEnv.open(TillOrder.Versioned.class)) {
      env.canned(Till.class).on(Till::checkFully).hangsUntilCancelled();
      Scenario<TillOrder> order = env.scenario(TillOrder.class).start(o -> o.run("book"));
      order.await("the check", () -> order.attempts().of("checkFully").count() == 1);
      String id = order.execution().getWorkflowId();
      PatternOperator operator = PatternOperator.of(env.client());
      OrderReview review = operator.at(OrderReview.class, id);

      NotObeyedException early = notObeyed(Why.REFUSED, () -> review.reviewOrder(APPROVAL));
      assertThat(early.refusal())
          .isEqualTo(
              new Refusal("versioning", "the order does not wait for a review", "VALIDATING"));
      assertThat(early).hasMessageStartingWith(id + ": ");
      BreakerOperator breaker = operator.at(BreakerOperator.class, id);
      notObeyed(Why.NOT_OPERABLE, breaker::breakerStatus);
      notObeyed(
          Why.NOT_OPERABLE,
          () -> breaker.breakerClose(BreakerOperator.Command.of("1", "ann", "a try", "carrier")));
      order.cancel();
      order.end();
      notObeyed(Why.CLOSED_RUN, () -> review.reviewOrder(APPROVAL));
      OrderReview nobody = operator.at(OrderReview.class, "nobody");
      notObeyed(Why.UNKNOWN_RUN, () -> nobody.reviewOrder(APPROVAL));
    }
  }

  private static NotObeyedException notObeyed(Why why, ThrowingCallable command) {
    NotObeyedException failure = catchThrowableOfType(NotObeyedException.class, command);
    assertThat(failure).isNotNull();
    assertThat(failure.why()).isEqualTo(why);
    return failure;
  }
}
