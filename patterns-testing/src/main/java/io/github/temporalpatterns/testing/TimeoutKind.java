// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

/** The timeouts that can end an activity whose attempt has started. */
public enum TimeoutKind {
  /** One attempt took too long. */
  START_TO_CLOSE,
  /** One attempt was silent for too long; needs an activity with a heartbeat timeout. */
  HEARTBEAT,
  /**
   * All attempts together took too long; needs an activity whose start-to-close timeout, if any, is
   * not shorter. Let the activity have an attempt left: on its last one the embedded server may
   * report {@link #START_TO_CLOSE}.
   */
  SCHEDULE_TO_CLOSE
}
