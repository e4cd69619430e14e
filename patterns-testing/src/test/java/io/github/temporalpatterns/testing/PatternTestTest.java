// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static io.github.temporalpatterns.testing.activity.TimeoutKind.START_TO_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("real-server")
@PatternTest(workflows = OrderWorkflowImpl.class)
class PatternTestTest {

  @BeforeEach
  void chargesWell(Canned<Payments> payments) {
    payments.on(Payments::charge).answers((item, cents) -> item + "/" + cents);
  }

  @Test
  void refundsWhenShippingFails(
      Scenario<OrderWorkflow> order, Canned<Payments> payments, Canned<Shipping> shipping) {
    payments.on(Payments::refund).completes();
    shipping.on(Shipping::ship).timesOut(START_TO_CLOSE).then().failsNonRetryable("NO_COURIER");
    assertThatThrownBy(() -> order.run(o -> o.place("book"))).hasStackTraceContaining("NO_COURIER");
    assertThat(order.attempts().types()).containsExactly("Charge", "Ship", "Ship", "Refund");
    assertThat(order.attempts().of("refund").list().get(0).arguments()).containsExactly("book/100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"book", "pen"})
  void injectsBesideParameters(
      String item, Scenario<OrderWorkflow> order, Canned<Shipping> shipping) {
    shipping.on(Shipping::ship).answers(sent -> "shipped " + sent);
    String shipped = order.run(o -> o.place(item));
    assertThat(shipped).isEqualTo("shipped " + item);
  }

  @Nested
  class Within {
    @Test
    void nestedClassesShareTheAnnotation(
        PatternEnv env, WorkflowClient client, Scenario<OrderWorkflow> order) {
      env.canned(Shipping.class).on(Shipping::ship).returns("done");
      order.start(o -> o.place("book"));
      String id = order.execution().getWorkflowId();
      assertThat(client.newUntypedWorkflowStub(id).getResult(String.class)).isEqualTo("done");
    }
  }
}
