// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the items. Its size does not grow with their number.
 *
 * @param outcome how the fan-out ended
 * @param succeeded how many items succeeded
 * @param failed how many items failed
 * @param failures the first failures, as many as {@link FanOutOptions#getFailureSamples} says
 * @param plan how the work was divided
 * @param elapsed how long it took
 * @param value the combined value of what the work returned; null without a reducer, or if no item
 *     succeeded
 * @param <R> the value
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
public record FanOutReport<R extends @Nullable Object>(
    Outcome outcome,
    long succeeded,
    long failed,
    List<Failure> failures,
    Plan plan,
    Duration elapsed,
    @Wire.Theirs @Nullable R value) {

  /**
   * Insists on success: fails if an item failed or was not worked on.
   *
   * @return this report
   * @throws io.temporal.failure.ApplicationFailure {@link
   *     io.github.temporalpatterns.FailureTypes#FAN_OUT_FAILED} unless every item succeeded; its
   *     detail is the report. Not retryable.
   */
  public FanOutReport<R> orThrow() {
    if (outcome != Outcome.COMPLETED) {
      throw FanOutFailures.failed("not every item succeeded: " + outcome, this);
    }
    return this;
  }

  /** How a fan-out ended. */
  public enum Outcome {
    /** Every item succeeded. */
    COMPLETED,
    /** Every item succeeded or failed, and no more failed than tolerated. */
    COMPLETED_WITH_FAILURES,
    /** An operator stopped it; some items were not worked on. */
    STOPPED,
    /** More items failed than tolerated; some were not worked on. */
    TOO_MANY_FAILURES,
    /** Source, work or dead letter activity broke its contract; some items were not worked on. */
    BROKEN
  }

  /**
   * A failed item.
   *
   * @param index its index in the source
   * @param item the item as text, cut to 200 characters
   * @param type what kind of failure
   * @param message its message, cut to 256 characters
   */
  @Wire
  public record Failure(long index, String item, String type, String message) {}

  /** Over which runs a fan-out is spread. */
  public enum Mode {
    /** All calls in one run. */
    ONE_RUN,
    /** Child workflows of one run. */
    SHARDS,
    /** Child workflows of a coordinator that continues as new. */
    COORDINATOR
  }

  /**
   * How the work is divided.
   *
   * @param mode over which runs it is spread
   * @param items how many items; -1 if that is unknown
   * @param chunkSize items in a chunk, at most
   * @param shardChunks chunks in a shard, at most; 0 without shards
   * @param shardsAtOnce shards at once; 0 without shards
   * @param window calls at once within one run
   */
  @Wire
  public record Plan(
      Mode mode, long items, int chunkSize, int shardChunks, int shardsAtOnce, int window) {

    /** {@return how many chunks; -1 if that is unknown} */
    public long chunks() {
      return items < 0 ? -1 : Planner.ceil(items, chunkSize);
    }

    /** {@return how many shards; 0 in one run, -1 if that is unknown} */
    public long shards() {
      return mode == Mode.ONE_RUN || items < 0
          ? Math.min(0, items)
          : Planner.ceil(chunks(), shardChunks);
    }

    /**
     * Advises how many activities a worker should reserve eagerly if it serves both the workflow
     * and its activities. Calls that are reserved eagerly do not wait for a poller.
     *
     * @return for {@code WorkerOptions.setMaxEagerActivityReservationsPerWorkflowTask}
     */
    public int eagerReservations() {
      return Planner.eagerReservations(this);
    }

    /** {@return the plan and its reasons, in a few sentences} */
    public String explain() {
      return Planner.explain(this);
    }
  }
}
