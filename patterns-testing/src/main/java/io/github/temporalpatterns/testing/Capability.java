// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

/** What one server can do and another cannot; see {@link PatternEnv#assume}. */
public enum Capability {
  /** Waiting time is skipped, so a test may wait for days. */
  TIME_SKIPPING,
  /** Time is skipped while an activity is at work too, so a script may delay or time out. */
  ACTIVITY_TIME_SKIPPING,
  /** All runs have one clock, so the time that a child waits passes for its parent, too. */
  SHARED_CLOCK,
  /** An activity that will be retried waits for its backoff, even if time is skipped. */
  RETRY_BACKOFF,
  /** Runs can be listed and counted by a query. */
  LIST,
  /** Schedules can be created. */
  SCHEDULES,
  /** Runs can be paused and unpaused by the server. */
  WORKFLOW_PAUSE,
  /** The limits of a production server, on payload sizes and pending work, are enforced. */
  LIMITS,
  /** A cached run whose worker died moves to another worker by itself. */
  STICKY_FALLBACK
}
