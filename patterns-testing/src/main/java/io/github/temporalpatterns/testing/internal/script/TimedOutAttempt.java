// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.github.temporalpatterns.testing.activity.TimeoutKind;

/** Ends the thread of an attempt that the server has already timed out; nobody receives it. */
final class TimedOutAttempt extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TimedOutAttempt(TimeoutKind kind) {
    super("this attempt ended by " + kind);
  }
}
