// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.jspecify.annotations.Nullable;

/**
 * What a resumable batch under {@link BatchContract} implements: an activity that processes items
 * by their positions, each by one call of the contract's {@link Item}.
 */
@ActivityInterface
public interface ScriptedBatch {

  /**
   * Processes the plan's items.
   *
   * @param plan what to do
   * @param checkpoint what an earlier result carried, null for the start; what the attempt before
   *     has heartbeated goes before it
   * @return what became of it
   */
  @ActivityMethod(name = "ScriptedBatch")
  Result process(Plan plan, @Nullable String checkpoint);

  /** The work, in the hands of the contract. */
  @FunctionalInterface
  interface Item {

    /**
     * Processes an item.
     *
     * @param position from 0
     * @throws Exception if the contract lets it fail; a non-retryable {@link
     *     io.temporal.failure.ApplicationFailure} is not to be tried again
     */
    void process(long position) throws Exception;
  }

  /** What to do when the activity is cancelled or its worker shuts down. */
  enum WhenStopped {
    /** Throw what the heartbeat threw. */
    THROW,
    /** Return a result with a checkpoint. */
    RETURN
  }

  /**
   * A batch to process.
   *
   * @param items how many there are
   * @param window how many are under way at once
   * @param tries how often an item is tried, without a pause to speak of
   * @param skipLimit how many items may be skipped
   * @param whenStopped what to do when it is stopped
   */
  record Plan(long items, int window, int tries, long skipLimit, WhenStopped whenStopped) {}

  /**
   * What became of a batch.
   *
   * @param completed whether every item is done
   * @param done how many are, the skipped ones among them
   * @param skipped how many were skipped
   * @param checkpoint where to go on, in the implementation's own form
   */
  record Result(boolean completed, long done, long skipped, String checkpoint) {}
}
