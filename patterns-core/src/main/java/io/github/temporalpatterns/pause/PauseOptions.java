// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.pause.Pausable.Verb;
import io.temporal.common.SearchAttributeKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link PauseGate} works. Immutable.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public final class PauseOptions {
  private final @Nullable Duration maximumPause;
  private final Verb afterMaximumPause;
  private final int eventsPerRun;
  private final long safePointsPerRun;
  private final Duration minimumRun;
  private final boolean upgradingVersion;
  private final Duration cleanupBudget;
  private final @Nullable SearchAttributeKey<String> outcomeAttribute;
  private final boolean waitingAttribute;

  private PauseOptions(Builder builder) {
    maximumPause = builder.maximumPause;
    afterMaximumPause = builder.afterMaximumPause;
    eventsPerRun = builder.eventsPerRun;
    safePointsPerRun = builder.safePointsPerRun;
    minimumRun = builder.minimumRun;
    upgradingVersion = builder.upgradingVersion;
    cleanupBudget = builder.cleanupBudget;
    outcomeAttribute = builder.outcomeAttribute;
    waitingAttribute = builder.waitingAttribute;
  }

  /** {@return a builder with the defaults} */
  public static Builder newBuilder() {
    return new Builder();
  }

  /** {@return a builder with these values} */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** {@return how long a pause may last; null for any time} */
  public @Nullable Duration getMaximumPause() {
    return maximumPause;
  }

  /** {@return what happens then: {@link Verb#RESUME} or {@link Verb#STOP}} */
  public Verb getAfterMaximumPause() {
    return afterMaximumPause;
  }

  /** {@return after how many events a run continues as new; 0 for when the server suggests it} */
  public int getEventsPerRun() {
    return eventsPerRun;
  }

  /** {@return after how many safe points a run continues as new; 0 for any number} */
  public long getSafePointsPerRun() {
    return safePointsPerRun;
  }

  /** {@return the age of a run before its budgets count} */
  public Duration getMinimumRun() {
    return minimumRun;
  }

  /** {@return whether continue-as-new goes to the current version of the Worker Deployment} */
  public boolean isUpgradingVersion() {
    return upgradingVersion;
  }

  /** {@return how long cleanup may take} */
  public Duration getCleanupBudget() {
    return cleanupBudget;
  }

  /** {@return the search attribute to which the outcome is written; null for none} */
  public @Nullable SearchAttributeKey<String> getOutcomeAttribute() {
    return outcomeAttribute;
  }

  /** {@return whether a search attribute finds a paused run} */
  public boolean isWaitingAttribute() {
    return waitingAttribute;
  }

  /** Builds {@link PauseOptions}. */
  public static final class Builder {
    private @Nullable Duration maximumPause;
    private Verb afterMaximumPause = Verb.RESUME;
    private int eventsPerRun;
    private long safePointsPerRun;
    private Duration minimumRun = Duration.ofSeconds(1);
    private boolean upgradingVersion = true;
    private Duration cleanupBudget = Duration.ofMinutes(10);
    private @Nullable SearchAttributeKey<String> outcomeAttribute;
    private boolean waitingAttribute;

    private Builder() {}

    private Builder(PauseOptions options) {
      maximumPause = options.maximumPause;
      afterMaximumPause = options.afterMaximumPause;
      eventsPerRun = options.eventsPerRun;
      safePointsPerRun = options.safePointsPerRun;
      minimumRun = options.minimumRun;
      upgradingVersion = options.upgradingVersion;
      cleanupBudget = options.cleanupBudget;
      outcomeAttribute = options.outcomeAttribute;
      waitingAttribute = options.waitingAttribute;
    }

    /**
     * Sets how long a pause may last, and what happens then. Each pause costs a timer.
     *
     * @param longest more than zero; default any time
     * @param then {@link Verb#RESUME} or {@link Verb#STOP}
     * @return this builder
     */
    public Builder setMaximumPause(Duration longest, Verb then) {
      this.maximumPause = longest;
      this.afterMaximumPause = then;
      return this;
    }

    /**
     * Sets after how many events a run continues as new, if the server has not suggested it before.
     *
     * @param eventsPerRun 0 for no budget, which is the default, or at least 20
     * @return this builder
     */
    public Builder setEventsPerRun(int eventsPerRun) {
      this.eventsPerRun = eventsPerRun;
      return this;
    }

    /**
     * Sets after how many safe points a run continues as new.
     *
     * @param safePointsPerRun 0 for no budget, which is the default
     * @return this builder
     */
    public Builder setSafePointsPerRun(long safePointsPerRun) {
      this.safePointsPerRun = safePointsPerRun;
      return this;
    }

    /**
     * Sets the age that a run must have before its budgets count. A server delays a run that
     * follows the previous one within a second.
     *
     * @param minimumRun zero or more; default one second
     * @return this builder
     */
    public Builder setMinimumRun(Duration minimumRun) {
      this.minimumRun = minimumRun;
      return this;
    }

    /**
     * Sets whether a pinned run that continues as new goes to the current version of its Worker
     * Deployment. Otherwise all later runs stay on the version of the first run, whose workers must
     * be kept that long. It has no effect on a run that is not pinned.
     *
     * @param upgradingVersion default true
     * @return this builder
     */
    public Builder setUpgradingVersion(boolean upgradingVersion) {
      this.upgradingVersion = upgradingVersion;
      return this;
    }

    /**
     * Sets how long the cleanup may take after a stop, a cancellation or a failure.
     *
     * @param cleanupBudget more than zero; default ten minutes
     * @return this builder
     */
    public Builder setCleanupBudget(Duration cleanupBudget) {
      this.cleanupBudget = cleanupBudget;
      return this;
    }

    /**
     * Sets a search attribute to which an outcome other than {@code COMPLETED} is written.
     *
     * @param outcomeAttribute must exist on the server, or the run blocks; default none
     * @return this builder
     */
    public Builder setOutcomeAttribute(SearchAttributeKey<String> outcomeAttribute) {
      this.outcomeAttribute = outcomeAttribute;
      return this;
    }

    /**
     * Sets the search attribute {@link OperatorCommand#WAITING} while the run is paused, which
     * costs an event for each change. A run that its parent has paused does not wait for a person
     * and does not set it. The attribute must exist on the server, or the run blocks.
     *
     * @param waitingAttribute default false
     * @return this builder
     */
    public Builder setWaitingAttribute(boolean waitingAttribute) {
      this.waitingAttribute = waitingAttribute;
      return this;
    }

    /**
     * Builds the options.
     *
     * @return the options
     * @throws IllegalArgumentException naming option, rule and value
     */
    public PauseOptions build() {
      if (maximumPause != null) {
        Checks.positive("maximumPause", maximumPause);
      }
      if (afterMaximumPause != Verb.RESUME && afterMaximumPause != Verb.STOP) {
        throw new IllegalArgumentException(
            "maximumPause must be followed by RESUME or STOP, was " + afterMaximumPause);
      }
      if (eventsPerRun != 0) {
        Checks.atLeast("eventsPerRun", eventsPerRun, 20);
      }
      Checks.atLeast("safePointsPerRun", safePointsPerRun, 0);
      Checks.atLeast("minimumRun", Checks.notNull("minimumRun", minimumRun).toMillis(), 0);
      Checks.positive("cleanupBudget", cleanupBudget);
      return new PauseOptions(this);
    }
  }
}
