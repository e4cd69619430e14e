// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.WorkflowInfo;
import org.jspecify.annotations.Nullable;

/** What may be taken up of a state that a run got as an argument. */
final class Carried {

  private Carried() {}

  /**
   * Whether a state was handed to another run than this one. A server gives the same arguments
   * again to a run that a workflow retry or a cron schedule starts, and a person may copy them: by
   * then the pause has ended, and the cleanup has run.
   */
  static boolean isUsed(@Nullable PauseState state, WorkflowInfo info) {
    return state != null
        && state.writer() != null
        && !state.writer().equals(info.getContinuedExecutionRunId().orElse(null));
  }

  /**
   * Refuses a state that nobody can go on with.
   *
   * @throws IllegalStateException if it is of a newer version, whose worker can
   */
  @SuppressWarnings("ConstantValue") // it comes from outside: any part may be missing
  static void check(@Nullable PauseState state) {
    if (state == null) {
      return;
    }
    if (state.schema() > PauseState.SCHEMA) {
      throw new IllegalStateException(
          "pause state of schema %d, this version reads up to %d"
              .formatted(state.schema(), PauseState.SCHEMA));
    }
    boolean isWhole =
        state.schema() >= 1
            && state.progress() != null
            && state.timers() != null
            && state.operators() != null
            && state.operators().requests() != null
            && state.operators().audit() != null;
    if (!isWhole) {
      throw ApplicationFailure.newNonRetryableFailure(
          "this is no state of a pause: " + state, FailureTypes.INVALID_STATE);
    }
  }
}
