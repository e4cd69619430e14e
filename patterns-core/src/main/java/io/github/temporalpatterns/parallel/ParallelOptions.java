// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.Limits;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Parallel} map works. Immutable.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public final class ParallelOptions {

  /** Calls at once unless set: {@value}. */
  public static final int DEFAULT_CONCURRENCY = 100;

  /**
   * Items of one map: {@value}. Each may cost six events, and a server terminates a run at 51,200.
   */
  public static final int MOST_ITEMS = 8_000;

  /** What happens at the failure that is one too many. */
  public enum TooManyFailures {
    /** The other items are called nevertheless. */
    CONTINUE,
    /** No other call starts; those under way end. */
    DRAIN,
    /** No other call starts; those under way are cancelled. */
    CANCEL
  }

  private final int concurrency;
  private final @Nullable Integer toleratedFailures;
  private final @Nullable Double toleratedFailureRatio;
  private final @Nullable Integer quorum;
  private final TooManyFailures tooManyFailures;

  private ParallelOptions(Builder builder) {
    concurrency = builder.concurrency;
    toleratedFailures = builder.toleratedFailures;
    toleratedFailureRatio = builder.toleratedFailureRatio;
    quorum = builder.quorum;
    tooManyFailures = builder.tooManyFailures;
  }

  /** {@return a builder with the defaults} */
  public static Builder newBuilder() {
    return new Builder();
  }

  /** {@return a builder with these values} */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** {@return how many calls run at once} */
  public int getConcurrency() {
    return concurrency;
  }

  /** {@return how many items may fail, or null} */
  public @Nullable Integer getToleratedFailures() {
    return toleratedFailures;
  }

  /** {@return which part of the items may fail, or null} */
  public @Nullable Double getToleratedFailureRatio() {
    return toleratedFailureRatio;
  }

  /** {@return how many items must succeed, or null} */
  public @Nullable Integer getQuorum() {
    return quorum;
  }

  /** {@return what happens at the failure that is one too many} */
  public TooManyFailures getTooManyFailures() {
    return tooManyFailures;
  }

  /** Builds {@link ParallelOptions}. */
  public static final class Builder {
    private int concurrency = DEFAULT_CONCURRENCY;
    private @Nullable Integer toleratedFailures;
    private @Nullable Double toleratedFailureRatio;
    private @Nullable Integer quorum;
    private TooManyFailures tooManyFailures = TooManyFailures.CONTINUE;

    private Builder() {}

    private Builder(ParallelOptions options) {
      concurrency = options.concurrency;
      toleratedFailures = options.toleratedFailures;
      toleratedFailureRatio = options.toleratedFailureRatio;
      quorum = options.quorum;
      tooManyFailures = options.tooManyFailures;
    }

    /**
     * Sets how many calls run at once.
     *
     * @param concurrency 1 to 2,000, which is the most that a server accepts; default {@value
     *     ParallelOptions#DEFAULT_CONCURRENCY}. More than 500 slow down the run and the Web UI.
     * @return this builder
     */
    public Builder setConcurrency(int concurrency) {
      this.concurrency = concurrency;
      return this;
    }

    /**
     * Sets how many items may fail.
     *
     * @param toleratedFailures 0 or more; default 0, unless a ratio is set
     * @return this builder
     */
    public Builder setToleratedFailures(int toleratedFailures) {
      this.toleratedFailures = toleratedFailures;
      return this;
    }

    /**
     * Sets which part of the items may fail, rounded down to whole items. If a number is set too,
     * the smaller one holds.
     *
     * @param toleratedFailureRatio 0 to 1
     * @return this builder
     */
    public Builder setToleratedFailureRatio(double toleratedFailureRatio) {
      this.toleratedFailureRatio = toleratedFailureRatio;
      return this;
    }

    /**
     * Sets how many items must succeed. Once they have, the other calls are cancelled and no more
     * start. A quorum cannot be combined with tolerated failures.
     *
     * @param quorum 1 or more; a map of fewer items cannot reach it
     * @return this builder
     */
    public Builder setQuorum(int quorum) {
      this.quorum = quorum;
      return this;
    }

    /**
     * Sets what happens at the failure that is one too many.
     *
     * @param tooManyFailures default {@link TooManyFailures#CONTINUE}
     * @return this builder
     */
    public Builder setTooManyFailures(TooManyFailures tooManyFailures) {
      this.tooManyFailures = tooManyFailures;
      return this;
    }

    /**
     * Builds the options.
     *
     * @return the options
     * @throws IllegalArgumentException naming option, rule and value
     */
    public ParallelOptions build() {
      Checks.inRange("concurrency", concurrency, 1, Limits.PENDING_CALLS);
      if (toleratedFailures != null) {
        Checks.atLeast("toleratedFailures", toleratedFailures, 0);
      }
      Checks.ratio("toleratedFailureRatio", toleratedFailureRatio);
      if (quorum != null) {
        Checks.atLeast("quorum", quorum, 1);
        if (toleratedFailures != null || toleratedFailureRatio != null) {
          throw new IllegalArgumentException(
              "quorum must not go together with tolerated failures, was " + quorum);
        }
      }
      Checks.notNull("tooManyFailures", tooManyFailures);
      return new ParallelOptions(this);
    }
  }
}
