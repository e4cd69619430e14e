// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.github.temporalpatterns.testing.activity.TimeoutKind;
import io.temporal.activity.ActivityInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When the server gives up an attempt that neither ends nor heartbeats. */
public final class Deadlines {
  private Deadlines() {}

  /** Returns the deadline of one kind, or {@link Instant#MAX} if the activity has none. */
  public static Instant of(ActivityInfo info, TimeoutKind kind) {
    return switch (kind) {
      case START_TO_CLOSE -> after(info.getStartedTimestamp(), info.getStartToCloseTimeout());
      case HEARTBEAT -> after(info.getStartedTimestamp(), info.getHeartbeatTimeout());
      case SCHEDULE_TO_CLOSE ->
          after(info.getScheduledTimestamp(), info.getScheduleToCloseTimeout());
      // Whoever asks has been started.
      case SCHEDULE_TO_START -> Instant.MAX;
    };
  }

  /** Returns the timeout that ends a silent attempt; start-to-close if it has none at all. */
  static TimeoutKind first(ActivityInfo info) {
    return Stream.of(TimeoutKind.values())
        .min(Comparator.comparing(kind -> of(info, kind)))
        .filter(kind -> of(info, kind).isBefore(Instant.MAX))
        .orElse(TimeoutKind.START_TO_CLOSE);
  }

  private static Instant after(long epochMillis, @Nullable Duration timeout) {
    return timeout == null || timeout.isZero()
        ? Instant.MAX
        : Instant.ofEpochMilli(epochMillis).plus(timeout);
  }
}
