// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.internal.Checks;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Functions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link CircuitBreaker} of a workflow works. Immutable.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public final class BreakerOptions {
  private static final int NAME_LENGTH = 100;

  /** What happens to a call that is not permitted. */
  public enum WhenOpen {
    /** It fails at once, by {@code patterns.BreakerOpen}, or its fallback is taken. */
    REJECT,
    /** It waits on a timer for its turn: first come, first served. */
    WAIT
  }

  private final String name;
  private final BreakerRules rules;
  private final @Nullable ActivityOptions activityOptions;
  private final @Nullable Integer maximumAttempts;
  private final WhenOpen whenOpen;
  private final @Nullable Duration maximumWait;
  private final Functions.@Nullable Func1<Object, Boolean> failedResult;
  private final boolean waitingAttribute;

  private BreakerOptions(Builder builder) {
    name = builder.name;
    rules = builder.rules;
    activityOptions = builder.bounded();
    maximumAttempts = builder.maximumAttempts;
    whenOpen = builder.whenOpen;
    maximumWait = builder.maximumWait;
    failedResult = builder.failedResult;
    waitingAttribute = builder.waitingAttribute;
  }

  /**
   * Starts with the defaults.
   *
   * @param name the name of the dependency that is called; unique within a run, up to 100
   *     characters
   * @return a builder
   */
  public static Builder newBuilder(String name) {
    return new Builder(name);
  }

  /** {@return a builder with these values} */
  public Builder toBuilder() {
    Builder builder = new Builder(name);
    builder.rules = rules;
    builder.activityOptions = activityOptions;
    builder.maximumAttempts = maximumAttempts;
    builder.whenOpen = whenOpen;
    builder.maximumWait = maximumWait;
    builder.failedResult = failedResult;
    builder.waitingAttribute = waitingAttribute;
    return builder;
  }

  /** {@return the breaker's name} */
  public String getName() {
    return name;
  }

  /** {@return when it opens and closes} */
  public BreakerRules getRules() {
    return rules;
  }

  /** {@return how guarded activities are called, with bounded attempts; or null} */
  public @Nullable ActivityOptions getActivityOptions() {
    return activityOptions;
  }

  /** {@return the bound of attempts for options that have none, or null} */
  public @Nullable Integer getMaximumAttempts() {
    return maximumAttempts;
  }

  /** {@return what becomes of a call that is not permitted} */
  public WhenOpen getWhenOpen() {
    return whenOpen;
  }

  /** {@return how long a call waits at most, or null} */
  public @Nullable Duration getMaximumWait() {
    return maximumWait;
  }

  /** {@return which results count as failures, or null} */
  public Functions.@Nullable Func1<Object, Boolean> getFailedResult() {
    return failedResult;
  }

  /** {@return whether a search attribute finds the run while the breaker waits for an operator} */
  public boolean isWaitingAttribute() {
    return waitingAttribute;
  }

  /** Builds {@link BreakerOptions}. */
  public static final class Builder {
    private final String name;
    private BreakerRules rules = BreakerRules.newBuilder().build();
    private @Nullable ActivityOptions activityOptions;
    private @Nullable Integer maximumAttempts;
    private WhenOpen whenOpen = WhenOpen.REJECT;
    private @Nullable Duration maximumWait;
    private Functions.@Nullable Func1<Object, Boolean> failedResult;
    private boolean waitingAttribute;

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Sets when the breaker opens and closes.
     *
     * @param rules default {@link BreakerRules} without changes
     * @return this builder
     */
    public Builder setRules(BreakerRules rules) {
      this.rules = rules;
      return this;
    }

    /**
     * Sets how guarded activities are called. Their retries must be bounded, by attempts or by a
     * schedule-to-close timeout. A workflow never sees a failure of an activity that is retried for
     * ever, so its breaker would never open.
     *
     * @param options as for any activity stub; needed by calls that name an activity interface;
     *     null, the default, for none
     * @return this builder
     */
    public Builder setActivityOptions(@Nullable ActivityOptions options) {
      activityOptions = options;
      return this;
    }

    /**
     * Bounds the attempts of activity options whose retries have no bound, instead of refusing
     * them.
     *
     * @param attempts at least 1; null, the default, to refuse them
     * @return this builder
     */
    public Builder setMaximumAttempts(@Nullable Integer attempts) {
      maximumAttempts = attempts;
      return this;
    }

    /**
     * Sets what happens to a call that is not permitted.
     *
     * @param whenOpen default {@link WhenOpen#REJECT}
     * @return this builder
     */
    public Builder setWhenOpen(WhenOpen whenOpen) {
      this.whenOpen = whenOpen;
      return this;
    }

    /**
     * Sets how long a call waits for its turn before it is rejected.
     *
     * @param wait positive; only with {@link WhenOpen#WAIT}; null, the default, for as long as it
     *     takes
     * @return this builder
     */
    public Builder setMaximumWait(@Nullable Duration wait) {
      maximumWait = wait;
      return this;
    }

    /**
     * Sets which results count as failures. The caller still gets the result.
     *
     * @param failedResult asked for each result that is not null; must be deterministic, as it is
     *     workflow code; null, the default, for none
     * @return this builder
     */
    public Builder setFailedResult(Functions.@Nullable Func1<Object, Boolean> failedResult) {
      this.failedResult = failedResult;
      return this;
    }

    /**
     * Sets the search attribute {@link io.github.temporalpatterns.OperatorCommand#WAITING} while
     * the breaker is forced open with no end, which costs an event for each change. The attribute
     * must exist on the server, or the run blocks.
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
    public BreakerOptions build() {
      Checks.notBlank("name", name);
      Checks.inRange("name length", name.length(), 1, NAME_LENGTH);
      Checks.notNull("rules", rules);
      Checks.notNull("whenOpen", whenOpen);
      if (maximumAttempts != null) {
        Checks.atLeast("maximumAttempts", maximumAttempts, 1);
      }
      if (maximumWait != null) {
        Checks.atLeast("maximumWait in milliseconds", maximumWait.toMillis(), 1);
        if (whenOpen != WhenOpen.WAIT) {
          throw new IllegalArgumentException(
              "maximumWait must go together with WAIT, was %s with %s"
                  .formatted(maximumWait, whenOpen));
        }
      }
      return new BreakerOptions(this);
    }

    private @Nullable ActivityOptions bounded() {
      if (activityOptions == null) {
        return null;
      }
      Checks.hasTimeout("activityOptions", activityOptions);
      RetryOptions retry = activityOptions.getRetryOptions();
      if ((retry != null && retry.getMaximumAttempts() > 0)
          || activityOptions.getScheduleToCloseTimeout() != null) {
        return activityOptions;
      }
      if (maximumAttempts == null) {
        throw new IllegalArgumentException(
            "activityOptions must bound their retries, by maximumAttempts or a scheduleToClose"
                + " timeout, had neither; or set maximumAttempts of the breaker");
      }
      RetryOptions.Builder bounded = retry == null ? RetryOptions.newBuilder() : retry.toBuilder();
      return activityOptions.toBuilder()
          .setRetryOptions(bounded.setMaximumAttempts(maximumAttempts).build())
          .build();
    }
  }
}
