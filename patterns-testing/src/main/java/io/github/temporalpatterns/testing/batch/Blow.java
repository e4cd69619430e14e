// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.ActivityPausedException;
import io.temporal.client.ActivityResetException;
import io.temporal.client.ActivityWorkerShutdownException;

/** What can happen to an attempt. */
enum Blow {
  /** The process dies: nothing that it does has any effect any more. */
  KILL,
  /** The server has given the attempt up. */
  TIMEOUT,
  /** The workflow cancelled the activity. */
  CANCEL,
  /** An operator paused it. */
  PAUSE,
  /** An operator reset it. */
  RESET,
  /** The worker shuts down, and lets activities end. */
  SHUTDOWN,
  /** The worker shuts down, and interrupts activities. */
  INTERRUPT;

  /** Whether heartbeats after it still count; if so, nothing need be done twice. */
  boolean keepsHeartbeats() {
    return this == CANCEL || this == PAUSE || this == RESET;
  }

  /** Whether the server never hears how the attempt ends. */
  boolean dropsAnswer() {
    return this == KILL || this == TIMEOUT;
  }

  /** What heartbeats throw from then on. */
  ActivityCompletionException answer(ActivityInfo info) {
    return switch (this) {
      case KILL, TIMEOUT -> new ActivityNotExistsException(info, new IllegalStateException("gone"));
      case CANCEL -> new ActivityCanceledException(info);
      case PAUSE -> new ActivityPausedException(info);
      case RESET -> new ActivityResetException(info);
      case SHUTDOWN, INTERRUPT -> new ActivityWorkerShutdownException(info);
    };
  }
}
