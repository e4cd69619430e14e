// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How the subjects of the contract call {@link StepSite}. */
final class StepCalls {

  private StepCalls() {}

  static StepSite stub() {
    return Workflow.newActivityStub(
        StepSite.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setHeartbeatTimeout(Duration.ofSeconds(10))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }
}
