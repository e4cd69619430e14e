// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActivitiesTest {

  @Test
  void carriesEveryOptionThatTravels() {
    ActivityOptions options =
        ActivityOptions.newBuilder()
            .setTaskQueue("queue")
            .setStartToCloseTimeout(Duration.ofSeconds(1))
            .setScheduleToCloseTimeout(Duration.ofSeconds(2))
            .setScheduleToStartTimeout(Duration.ofSeconds(3))
            .setHeartbeatTimeout(Duration.ofSeconds(4))
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(5))
                    .setBackoffCoefficient(1.5)
                    .setMaximumInterval(Duration.ofSeconds(6))
                    .setMaximumAttempts(7)
                    .setDoNotRetry("Never", "NotAgain")
                    .build())
            .build();

    ActivityOptions restored = Activities.remote(Activities.toData(options), "undo a");

    assertThat(restored).isEqualTo(options.toBuilder().setSummary("undo a").build());
  }

  @Test
  void carriesEveryOptionOfALocalActivityThatTravels() {
    LocalActivityOptions options =
        LocalActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(1))
            .setScheduleToCloseTimeout(Duration.ofSeconds(2))
            .setScheduleToStartTimeout(Duration.ofSeconds(3))
            .setLocalRetryThreshold(Duration.ofSeconds(4))
            .setRetryOptions(
                RetryOptions.newBuilder().setMaximumAttempts(7).setDoNotRetry("Never").build())
            .build();

    LocalActivityOptions restored = Activities.local(Activities.toData(options), "undo a");

    assertThat(restored.toString())
        .isEqualTo(
            LocalActivityOptions.newBuilder(options).setSummary("undo a").build().toString());
  }

  @Test
  void leavesUnsetWhatWasUnset() {
    ActivityOptions options =
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(1)).build();

    ActivityOptions restored = Activities.remote(Activities.toData(options), "undo a");

    assertThat(Activities.toData(restored)).isEqualTo(Activities.toData(options));
    assertThat(restored.getTaskQueue()).isNull();
    assertThat(restored.getHeartbeatTimeout()).isNull();
    assertThat(restored.getRetryOptions().getMaximumAttempts()).isZero();
    assertThat(restored.getRetryOptions().getMaximumInterval()).isNull();
    assertThat(restored.getRetryOptions().getDoNotRetry()).isNullOrEmpty();
  }
}
