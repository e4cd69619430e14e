// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.Limits;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ChunkedFanOut} works. Immutable.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public final class FanOutOptions {

  /** Calls at once unless set: {@value}. */
  public static final int DEFAULT_WINDOW = 100;

  /** Calls at once at most, over all shards: {@value}. */
  public static final int MOST_AT_ONCE = 10_000;

  /** Items in a chunk at most: {@value}. */
  public static final int LARGEST_CHUNK = 100_000;

  /** Failures in a report unless set: {@value}. */
  public static final int DEFAULT_FAILURE_SAMPLES = 20;

  /** Bytes of a batch id at most, in UTF-8: {@value}. A server takes ids of 1,000. */
  public static final int LONGEST_BATCH_ID = 900;

  private final ActivityOptions activityOptions;
  private final int chunkSize;
  private final int window;
  private final @Nullable Long toleratedFailures;
  private final @Nullable Double toleratedFailureRatio;
  private final int failureSamples;
  private final @Nullable Double maxItemsPerSecond;
  private final Duration pauseBetweenChunks;
  private final @Nullable String batchId;
  private final boolean waitingAttribute;
  private final @Nullable Call deadLetter;
  private final int events;

  private FanOutOptions(Builder builder) {
    activityOptions = builder.activityOptions;
    chunkSize = builder.chunkSize;
    window = builder.window;
    toleratedFailures = builder.toleratedFailures;
    toleratedFailureRatio = builder.toleratedFailureRatio;
    failureSamples = builder.failureSamples;
    maxItemsPerSecond = builder.maxItemsPerSecond;
    pauseBetweenChunks = builder.pauseBetweenChunks;
    batchId = builder.batchId;
    waitingAttribute = builder.waitingAttribute;
    deadLetter = builder.deadLetter;
    events = builder.events;
  }

  /**
   * Starts a builder.
   *
   * @param activityOptions options of all activities of the fan-out, unless source or work has
   *     options of its own. They need a startToClose or scheduleToClose timeout. They should bound
   *     the attempts, because an item fails only when its activity gives up
   * @return a builder
   */
  public static Builder newBuilder(ActivityOptions activityOptions) {
    return new Builder(activityOptions);
  }

  /** {@return a builder with these values} */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /**
   * Tells how the items would be divided into chunk activities, without running anything.
   *
   * @param items how many items; negative if that is unknown
   * @return the plan
   */
  public FanOutReport.Plan plan(long items) {
    return Planner.plan(items, chunkSize, window);
  }

  /** {@return how activities are called} */
  public ActivityOptions getActivityOptions() {
    return activityOptions;
  }

  /** {@return items in a chunk, 0 to let the planner choose} */
  public int getChunkSize() {
    return chunkSize;
  }

  /** {@return calls at once, over all shards} */
  public int getWindow() {
    return window;
  }

  /** {@return how many items may fail, or null} */
  public @Nullable Long getToleratedFailures() {
    return toleratedFailures;
  }

  /** {@return which part of the items may fail, or null} */
  public @Nullable Double getToleratedFailureRatio() {
    return toleratedFailureRatio;
  }

  /** {@return how many failures a report keeps} */
  public int getFailureSamples() {
    return failureSamples;
  }

  /** {@return how many items may begin in a second, or null} */
  public @Nullable Double getMaxItemsPerSecond() {
    return maxItemsPerSecond;
  }

  /** {@return the pause after each chunk, zero for none} */
  public Duration getPauseBetweenChunks() {
    return pauseBetweenChunks;
  }

  /** {@return what ids of child workflows begin with, null for the workflow's id and new tokens} */
  public @Nullable String getBatchId() {
    return batchId;
  }

  /** {@return whether a search attribute finds a fan-out that is paused} */
  public boolean isWaitingAttribute() {
    return waitingAttribute;
  }

  @Nullable Call deadLetter() {
    return deadLetter;
  }

  /** Events of a run at most. */
  int events() {
    return events;
  }

  /** Builds {@link FanOutOptions}. */
  public static final class Builder {
    private final ActivityOptions activityOptions;
    private int chunkSize;
    private int window = DEFAULT_WINDOW;
    private @Nullable Long toleratedFailures;
    private @Nullable Double toleratedFailureRatio;
    private int failureSamples = DEFAULT_FAILURE_SAMPLES;
    private @Nullable Double maxItemsPerSecond;
    private Duration pauseBetweenChunks = Duration.ZERO;
    private @Nullable String batchId;
    private boolean waitingAttribute;
    private @Nullable Call deadLetter;
    private int events = Limits.EVENTS_HINT;

    private Builder(ActivityOptions activityOptions) {
      this.activityOptions = activityOptions;
    }

    private Builder(FanOutOptions options) {
      activityOptions = options.activityOptions;
      chunkSize = options.chunkSize;
      window = options.window;
      toleratedFailures = options.toleratedFailures;
      toleratedFailureRatio = options.toleratedFailureRatio;
      failureSamples = options.failureSamples;
      maxItemsPerSecond = options.maxItemsPerSecond;
      pauseBetweenChunks = options.pauseBetweenChunks;
      batchId = options.batchId;
      waitingAttribute = options.waitingAttribute;
      deadLetter = options.deadLetter;
      events = options.events;
    }

    /**
     * Sets how many items an activity gets at once. Chunks whose items are too large for a payload
     * are cut smaller.
     *
     * @param chunkSize 1 to {@value FanOutOptions#LARGEST_CHUNK}; default: at most 100, and about
     *     four chunks for each place in the window
     * @return this builder
     */
    public Builder setChunkSize(int chunkSize) {
      Checks.inRange("chunkSize", chunkSize, 1, LARGEST_CHUNK);
      this.chunkSize = chunkSize;
      return this;
    }

    /**
     * Sets how many calls run at once, over all shards. A chunk activity works on one item at a
     * time, so this is also how many items are worked on at once.
     *
     * @param window 1 to {@value FanOutOptions#MOST_AT_ONCE}; default {@value
     *     FanOutOptions#DEFAULT_WINDOW}
     * @return this builder
     */
    public Builder setWindow(int window) {
      this.window = window;
      return this;
    }

    /**
     * Sets how many items may fail. At the first failure above that, no more calls are made, and
     * the fan-out fails when those under way have ended.
     *
     * @param toleratedFailures 0 or more; default: every item is worked on, and the fan-out then
     *     fails if an item failed, unless a ratio or a dead letter activity is set
     * @return this builder
     */
    public Builder setToleratedFailures(long toleratedFailures) {
      this.toleratedFailures = toleratedFailures;
      return this;
    }

    /**
     * Sets which part of the items may fail, rounded down to whole items. If a number is set too,
     * the smaller one holds. For pages, whose number of items is not known, the ratio is checked at
     * the end.
     *
     * @param toleratedFailureRatio 0 to 1; 1 works on every item whatever fails
     * @return this builder
     */
    public Builder setToleratedFailureRatio(double toleratedFailureRatio) {
      this.toleratedFailureRatio = toleratedFailureRatio;
      return this;
    }

    /**
     * Sets how many failures a report keeps.
     *
     * @param failureSamples 0 to 1,000; default {@value FanOutOptions#DEFAULT_FAILURE_SAMPLES}
     * @return this builder
     */
    public Builder setFailureSamples(int failureSamples) {
      this.failureSamples = failureSamples;
      return this;
    }

    /**
     * Sets how many items may begin in a second, over all shards. All items of a second may begin
     * together, and a chunk always begins as a whole, so choose chunks of less than a second's
     * worth. Each second in which calls have to wait costs a timer in each shard.
     *
     * @param maxItemsPerSecond more than 0; default no limit
     * @return this builder
     */
    public Builder setMaxItemsPerSecond(double maxItemsPerSecond) {
      this.maxItemsPerSecond = maxItemsPerSecond;
      return this;
    }

    /**
     * Sets a pause after each chunk before the next one of the same run starts. Each is a timer.
     *
     * @param pauseBetweenChunks zero or more; default zero
     * @return this builder
     */
    public Builder setPauseBetweenChunks(Duration pauseBetweenChunks) {
      this.pauseBetweenChunks = pauseBetweenChunks;
      return this;
    }

    /**
     * Sets what the ids of the items' child workflows begin with, so that nothing is executed
     * twice. For as long as the server keeps a closed run, it refuses the same id again, and the
     * item fails. So choose another id for each batch, for example with the day in it.
     *
     * @param batchId not blank, at most {@value FanOutOptions#LONGEST_BATCH_ID} bytes in UTF-8; by
     *     default the ids begin with the workflow's id and end with a token that is new for each
     *     start
     * @return this builder
     */
    public Builder setBatchId(String batchId) {
      Checks.notBlank("batchId", batchId);
      Checks.inRange("batchId's bytes", Limits.bytes(batchId), 1, LONGEST_BATCH_ID);
      this.batchId = batchId;
      return this;
    }

    /**
     * Sets the search attribute {@link OperatorCommand#WAITING} while the fan-out is paused, which
     * costs an event for each change. The attribute must exist on the server, or the run blocks.
     *
     * @param waitingAttribute default false
     * @return this builder
     */
    public Builder setWaitingAttribute(boolean waitingAttribute) {
      this.waitingAttribute = waitingAttribute;
      return this;
    }

    /**
     * Sets an activity that gets the failed items, a hundred or so at a time. It may get a letter
     * twice. If it fails for good, the fan-out stops. If neither a number nor a ratio is set, any
     * number of items may then fail.
     *
     * @param api the activity interface
     * @param method the activity
     * @param <A> the activity interface
     * @param <T> an item
     * @return this builder
     */
    public <A, T extends @Nullable Object> Builder setDeadLetter(
        Class<A> api, Functions.Proc2<A, List<Chunk.Letter<T>>> method) {
      deadLetter = Call.of(api, stub -> method.apply(stub, List.of()));
      return this;
    }

    /** Sets how many events a run may have, so that a test need not record thousands. */
    Builder setEvents(int events) {
      this.events = events;
      return this;
    }

    /**
     * Builds the options.
     *
     * @return the options
     * @throws IllegalArgumentException naming option, rule and value
     */
    public FanOutOptions build() {
      Checks.notNull("activityOptions", activityOptions);
      Checks.hasTimeout("activityOptions", activityOptions);
      Checks.inRange("window", window, 1, MOST_AT_ONCE);
      Checks.inRange("failureSamples", failureSamples, 0, 1_000);
      if (toleratedFailures != null) {
        Checks.atLeast("toleratedFailures", toleratedFailures, 0);
      }
      Checks.ratio("toleratedFailureRatio", toleratedFailureRatio);
      if (maxItemsPerSecond != null && !(maxItemsPerSecond > 0)) {
        throw new IllegalArgumentException(
            "maxItemsPerSecond must be more than 0, was " + maxItemsPerSecond);
      }
      Checks.notNull("pauseBetweenChunks", pauseBetweenChunks);
      Checks.atLeast("pauseBetweenChunks", pauseBetweenChunks.toMillis(), 0);
      return new FanOutOptions(this);
    }
  }
}
