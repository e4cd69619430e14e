// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.activity;

/** The timeouts that can end an activity. */
public enum TimeoutKind {
  /** One attempt took too long. */
  START_TO_CLOSE,
  /** One attempt sent no heartbeat for too long; needs an activity with a heartbeat timeout. */
  HEARTBEAT,
  /**
   * All attempts together took too long; needs an activity whose start-to-close timeout, if any, is
   * not shorter. Let the activity have an attempt left: on its last one the embedded server may
   * report {@link #START_TO_CLOSE}.
   */
  SCHEDULE_TO_CLOSE,
  /**
   * No worker took the first attempt in time; needs an activity with that timeout, and must be the
   * first behaviour of a call: a retry does not time out like this. The kit sends the call to a
   * queue without a worker and shortens the timeout, so that the test need not wait for it.
   */
  SCHEDULE_TO_START
}
