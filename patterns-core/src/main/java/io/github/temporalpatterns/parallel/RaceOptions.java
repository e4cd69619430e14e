// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link Race} is run. Immutable.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public final class RaceOptions {

  /** When the next contender starts. */
  public enum Start {
    /** All at once. */
    TOGETHER,
    /** When a delay has passed without a success, or all before it have failed. */
    HEDGED,
    /** When all before it have failed. */
    FALLBACK
  }

  private final Start start;
  private final @Nullable Duration hedgeDelay;
  private final @Nullable Duration deadline;
  private final boolean awaitLosers;

  private RaceOptions(Builder builder) {
    start = builder.start;
    hedgeDelay = builder.hedgeDelay;
    deadline = builder.deadline;
    awaitLosers = builder.awaitLosers;
  }

  /** {@return a builder of a race in which all start at once} */
  public static Builder together() {
    return new Builder(Start.TOGETHER, null);
  }

  /**
   * Starts a builder of a race in which the next contender starts when those before it are slow or
   * have failed.
   *
   * @param delay how long a contender runs before the next one starts; positive
   * @return a builder
   */
  public static Builder hedged(Duration delay) {
    return new Builder(Start.HEDGED, delay);
  }

  /** {@return a builder of a race in which a contender starts when all before it have failed} */
  public static Builder fallback() {
    return new Builder(Start.FALLBACK, null);
  }

  /** {@return a builder with these values} */
  public Builder toBuilder() {
    Builder builder = new Builder(start, hedgeDelay);
    builder.deadline = deadline;
    builder.awaitLosers = awaitLosers;
    return builder;
  }

  /** {@return when the next contender starts} */
  public Start getStart() {
    return start;
  }

  /** {@return the delay of a hedged race, else null} */
  public @Nullable Duration getHedgeDelay() {
    return hedgeDelay;
  }

  /** {@return how long the race may last, or null} */
  public @Nullable Duration getDeadline() {
    return deadline;
  }

  /** {@return whether the race waits until the losers have ended} */
  public boolean isAwaitLosers() {
    return awaitLosers;
  }

  /** Builds {@link RaceOptions}. */
  public static final class Builder {
    private final Start start;
    private final @Nullable Duration hedgeDelay;
    private @Nullable Duration deadline;
    private boolean awaitLosers;

    private Builder(Start start, @Nullable Duration hedgeDelay) {
      this.start = start;
      this.hedgeDelay = hedgeDelay;
    }

    /**
     * Sets how long the race may last.
     *
     * @param deadline positive; default none
     * @return this builder
     */
    public Builder setDeadline(Duration deadline) {
      this.deadline = deadline;
      return this;
    }

    /**
     * Sets whether the race waits until the losers have ended, so that no call outlives the race.
     * The cancellation type decides when a cancelled activity has ended.
     *
     * @param awaitLosers default false
     * @return this builder
     */
    public Builder setAwaitLosers(boolean awaitLosers) {
      this.awaitLosers = awaitLosers;
      return this;
    }

    /**
     * Builds the options.
     *
     * @return the options
     * @throws IllegalArgumentException naming option, rule and value
     */
    public RaceOptions build() {
      if (start == Start.HEDGED) {
        Checks.positive("hedgeDelay", hedgeDelay);
      }
      if (deadline != null) {
        Checks.positive("deadline", deadline);
      }
      return new RaceOptions(this);
    }
  }
}
