// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;

/** How all guarded calls of these tests are made. */
final class Dependencies {
  static final ActivityOptions CALLS =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(30))
          .setHeartbeatTimeout(Duration.ofSeconds(5))
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
          .build();

  private Dependencies() {}
}
