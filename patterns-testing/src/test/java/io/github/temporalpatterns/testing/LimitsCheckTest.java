// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.testing.PatternEnvOptions.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run that the embedded server lets pass fails its test. */
class LimitsCheckTest {
  private static final String LARGE = "x".repeat((2 << 20) + 1);

  @Test
  void failsATestWhoseRunIsTooLargeForAServer() {
    assertThat(runWithLargeArgument())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a production server would not let this run pass")
        .hasMessageContaining("OrderWorkflow-")
        .hasMessageContaining("WORKFLOW_EXECUTION_STARTED, input: 2,097,")
        .hasMessageContaining("ACTIVITY_TASK_SCHEDULED, input: 2,097,");
  }

  @Test
  void looksAwayIfTold() {
    assertThat(runWithLargeArgument(Check.LIMITS)).isNull();
  }

  private static @Nullable Throwable runWithLargeArgument(Check... unchecked) {
    PatternEnvOptions options =
        PatternEnvOptions.newBuilder()
            .setServer(Server.EMBEDDED)
            .setWorkflows(OrderWorkflowImpl.class)
            .setUnchecked(unchecked)
            .build();
    return catchThrowable(
        () -> {
          try (PatternEnv env = PatternEnv.open(options)) {
            env.canned(Payments.class).on(Payments::charge).returns("c1");
            env.canned(Shipping.class).on(Shipping::ship).returns("s1");
            Scenario<OrderWorkflow> order = env.scenario(OrderWorkflow.class);
            order.run(o -> o.place(LARGE));
            assertThatThrownBy(() -> RunAssert.verifyThat(order).withinLimits())
                .hasMessageContaining("it exceeds limits: [event 1 WORKFLOW_EXECUTION_STARTED");
          }
        });
  }
}
