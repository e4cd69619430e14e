// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.batch.BatchResult.Stop;
import io.github.temporalpatterns.internal.Checks;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/**
 * How a {@link ResumableBatch} works. Immutable.
 *
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
public final class BatchOptions {

  /** The largest window: {@value}. More gaps would not fit into a checkpoint. */
  public static final int MOST_WINDOW = 200;

  private final int window;
  private final RetryOptions itemRetry;
  private final long skipLimit;
  private final int group;
  private final Set<Stop> returnOn;
  private final ThreadFactory threadFactory;

  private BatchOptions(Builder builder, RetryOptions itemRetry) {
    this.window = builder.window;
    this.itemRetry = itemRetry;
    this.skipLimit = builder.skipLimit;
    this.group = builder.group;
    this.returnOn = Collections.unmodifiableSet(EnumSet.copyOf(builder.returnOn));
    this.threadFactory = builder.threadFactory;
  }

  /** {@return a builder with the defaults} */
  public static Builder newBuilder() {
    return new Builder();
  }

  /** {@return a builder with these values} */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** {@return how many items, or transactions, are under way at once} */
  public int getWindow() {
    return window;
  }

  /** {@return how an item is tried again} */
  public RetryOptions getItemRetry() {
    return itemRetry;
  }

  /** {@return how many items may be skipped} */
  public long getSkipLimit() {
    return skipLimit;
  }

  /** {@return how many items share a transaction} */
  public int getGroup() {
    return group;
  }

  /** {@return which stops return a result instead of throwing; unmodifiable} */
  public Set<Stop> getReturnOn() {
    return returnOn;
  }

  /** {@return what makes the threads of the items} */
  public ThreadFactory getThreadFactory() {
    return threadFactory;
  }

  /** Builds {@link BatchOptions}. */
  public static final class Builder {
    private int window = 1;
    private RetryOptions itemRetry =
        RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofMillis(200))
            .setMaximumInterval(Duration.ofSeconds(10))
            .setMaximumAttempts(3)
            .build();
    private long skipLimit;
    private int group = 100;
    private Set<Stop> returnOn = EnumSet.noneOf(Stop.class);
    private ThreadFactory threadFactory = Threads.standard();

    private Builder() {}

    private Builder(BatchOptions options) {
      window = options.window;
      itemRetry = options.itemRetry;
      skipLimit = options.skipLimit;
      group = options.group;
      returnOn = EnumSet.noneOf(Stop.class);
      returnOn.addAll(options.returnOn);
      threadFactory = options.threadFactory;
    }

    /**
     * Sets how many items are under way at once; with a store, how many transactions.
     *
     * @param window 1 to {@value BatchOptions#MOST_WINDOW}; default 1, which keeps the order
     * @return this builder
     */
    public Builder setWindow(int window) {
      this.window = window;
      return this;
    }

    /**
     * Sets how an item is tried again before it counts as failed. An item is not tried again after
     * a failure that is not retryable, or that {@code doNotRetry} names by its class or by the type
     * of an {@code ApplicationFailure}.
     *
     * @param itemRetry must bound the attempts; default 3 attempts, the first two 200 milliseconds
     *     apart
     * @return this builder
     */
    public Builder setItemRetry(RetryOptions itemRetry) {
      this.itemRetry = itemRetry;
      return this;
    }

    /**
     * Sets how many items of the whole batch may fail and be skipped. The limit is exact: one more
     * failed item is not skipped and fails the batch.
     *
     * @param skipLimit 0 or more; default 0
     * @return this builder
     */
    public Builder setSkipLimit(long skipLimit) {
      this.skipLimit = skipLimit;
      return this;
    }

    /**
     * Sets how many neighbouring items share a transaction of a {@link CheckpointStore}.
     *
     * @param group 1 to 10,000; default 100; without effect if there is no store
     * @return this builder
     */
    public Builder setGroup(int group) {
      this.group = group;
      return this;
    }

    /**
     * Sets which stops return a {@link BatchResult} instead of throwing the SDK's exception. For
     * the server a returned result means that the activity has <em>completed</em>, so the workflow
     * must look at the result and start another activity from its checkpoint. A cancelled activity
     * then completes, which the workflow sees only with {@code WAIT_CANCELLATION_COMPLETED}. A
     * shutdown costs no attempt and loses nothing. A paused activity completes, too, so the
     * workflow decides when to continue, and the operator's unpause has no effect.
     *
     * @param stops none by default
     * @return this builder
     */
    public Builder setReturnOn(Stop... stops) {
      returnOn = EnumSet.noneOf(Stop.class);
      returnOn.addAll(List.of(stops));
      return this;
    }

    /**
     * Sets what makes the threads of the items.
     *
     * @param threadFactory default: virtual threads on Java 24 and newer, and daemon threads on
     *     older versions, where a virtual thread would hold its carrier in every synchronized block
     * @return this builder
     */
    public Builder setThreadFactory(ThreadFactory threadFactory) {
      this.threadFactory = threadFactory;
      return this;
    }

    /**
     * Builds the options.
     *
     * @return the options
     * @throws IllegalArgumentException naming option, rule and value
     */
    public BatchOptions build() {
      Checks.inRange("window", window, 1, MOST_WINDOW);
      Checks.notNull("itemRetry", itemRetry);
      RetryOptions retry = RetryOptions.newBuilder(itemRetry).validateBuildWithDefaults();
      Checks.atLeast("itemRetry.maximumAttempts", retry.getMaximumAttempts(), 1);
      Checks.atLeast("skipLimit", skipLimit, 0);
      Checks.inRange("group", group, 1, 10_000);
      Checks.notNull("threadFactory", threadFactory);
      return new BatchOptions(this, retry);
    }
  }
}
