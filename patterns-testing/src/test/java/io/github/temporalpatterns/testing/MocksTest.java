// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.github.temporalpatterns.testing.activity.Attempt;
import io.temporal.common.metadata.POJOActivityImplMetadata;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real-server")
@PatternTest(workflows = OrderWorkflowImpl.class)
class MocksTest {
  private final Payments payments = mock(Payments.class);
  private final Shipping shipping = mock(Shipping.class);

  @BeforeEach
  void register(PatternEnv env) {
    env.register(payments, shipping);
  }

  @Test
  void acceptsAMockWhoseAnnotationsTheSdkWouldRefuse(Scenario<OrderWorkflow> order) {
    assertThatThrownBy(() -> POJOActivityImplMetadata.newInstance(payments.getClass()))
        .isInstanceOf(IllegalArgumentException.class);
    when(payments.charge("book", 100)).thenReturn("c1");
    when(shipping.ship("book")).thenReturn("s1");
    String shipped = order.run(o -> o.place("book"));
    assertThat(shipped).isEqualTo("s1");
    verify(payments).charge("book", 100);
  }

  @Test
  void refusesACallThatNobodyStubbed() {
    assertThatThrownBy(
            () -> {
              try (PatternEnv env = PatternEnv.open(OrderWorkflowImpl.class)) {
                Payments half = mock(Payments.class);
                when(half.charge("pen", 100)).thenReturn("c1");
                env.register(half, shipping);
                assertThatThrownBy(
                        () -> env.scenario(OrderWorkflow.class).run(o -> o.place("book")))
                    .hasStackTraceContaining(Canned.NO_SCRIPT);
                when(shipping.ship("pen")).thenReturn("s1");
                env.scenario(OrderWorkflow.class).run(o -> o.place("pen"));
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Payments.charge of a mock was called but is not stubbed");
  }

  @Test
  void letsAMockReturnNullIfItIsStubbedSoOrAnswersByDefault() {
    try (PatternEnv env = PatternEnv.open(OrderWorkflowImpl.class)) {
      Shipping silent = mock(Shipping.class, invocation -> null);
      when(payments.charge("book", 100)).thenReturn(null);
      env.register(payments, silent);
      String shipped = env.scenario(OrderWorkflow.class).run(o -> o.place("book"));
      assertThat(shipped).isNull();
    }
  }

  @Test
  @PatternTest(workflows = OrderWorkflowImpl.class, unchecked = Check.SCRIPTS)
  void letsUnstubbedMethodsReturnNullIfTold(Scenario<OrderWorkflow> order) {
    String shipped = order.run(o -> o.place("book"));
    assertThat(shipped).isNull();
  }

  @Test
  void handsTheFailureOfAMockOn(Scenario<OrderWorkflow> order) {
    when(payments.charge(any(), anyInt()))
        .thenThrow(ApplicationFailure.newNonRetryableFailure("no", "DECLINED"));
    assertThatThrownBy(() -> order.run(o -> o.place("book"))).hasStackTraceContaining("DECLINED");
    assertThat(order.attempts().list())
        .extracting(Attempt::failureType)
        .containsExactly("DECLINED");
  }

  @Test
  void acceptsASpyOfAnImplementation() {
    try (PatternEnv env = PatternEnv.open(OrderWorkflowImpl.class)) {
      Desk desk = spy(new Desk());
      when(shipping.ship("book")).thenReturn("s1");
      env.register(desk, shipping);
      env.scenario(OrderWorkflow.class).run(o -> o.place("book"));
      verify(desk).charge("book", 100);
    }
  }

  /** A real implementation. */
  static class Desk implements Payments {
    @Override
    public String charge(String item, int cents) {
      return item;
    }

    @Override
    public void refund(String charge) {}
  }
}
