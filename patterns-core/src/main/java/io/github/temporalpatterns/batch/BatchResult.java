// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/**
 * The result of an activity's batch. It may be the result of the activity itself.
 *
 * @param stop why the batch stopped early, null if it completed
 * @param checkpoint how far it has come
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
public record BatchResult(@Nullable Stop stop, Checkpoint checkpoint) {

  /** Who stopped a batch. */
  public enum Stop {
    /** The workflow, or its cancellation, cancelled the activity. */
    CANCELED,
    /** An operator paused the activity. */
    PAUSED,
    /** The worker is shutting down. */
    SHUTDOWN
  }

  /**
   * Insists that every item was processed: fails if the batch was stopped early or skipped items.
   *
   * @return the checkpoint at the end of the batch
   * @throws ApplicationFailure {@link FailureTypes#BATCH_FAILED} if an item was skipped or is not
   *     done; its detail is the checkpoint. Not retryable
   */
  public Checkpoint orThrow() {
    if (completed() && checkpoint.skipped() == 0) {
      return checkpoint;
    }
    throw ApplicationFailure.newNonRetryableFailure(
        "%s, %d items done, %d of them skipped"
            .formatted(
                completed() ? "completed" : "stopped, " + stop,
                checkpoint.done(),
                checkpoint.skipped()),
        FailureTypes.BATCH_FAILED,
        checkpoint);
  }

  /**
   * {@return whether every item is done, that is processed or skipped; if not, start another
   * activity from the checkpoint}
   */
  public boolean completed() {
    return stop == null;
  }
}
