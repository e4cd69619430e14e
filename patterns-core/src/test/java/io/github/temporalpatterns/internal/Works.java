// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Stubs of the scripts' one activity. */
final class Works {

  private Works() {}

  static ActivityOptions options(ActivityCancellationType cancellation, int attempts) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(Duration.ofMinutes(10))
        .setCancellationType(cancellation)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setMaximumAttempts(attempts)
                .setInitialInterval(Duration.ofMinutes(1))
                .build())
        .build();
  }

  /** One attempt, and a cancelled call is waited for. */
  static ActivityStub waiting() {
    return Workflow.newUntypedActivityStub(
        options(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED, 1));
  }

  static ActivityStub local() {
    return Workflow.newUntypedLocalActivityStub(
        LocalActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());
  }
}
