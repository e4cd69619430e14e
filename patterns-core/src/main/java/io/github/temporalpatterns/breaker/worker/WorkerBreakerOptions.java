// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.internal.Checks;
import io.temporal.activity.ActivityInfo;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link WorkerBreaker} works. Immutable.
 *
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
public final class WorkerBreakerOptions {
  private final Function<ActivityInfo, @Nullable String> dependency;
  private final BreakerRules rules;
  private final Map<String, BreakerRules> rulesByDependency;
  private final BiFunction<String, BreakerRules, Guard> guards;
  private final @Nullable Predicate<Object> failedResult;
  private final Duration retryDelay;
  private final double jitter;
  private final Duration completionDeadline;

  private WorkerBreakerOptions(Builder builder) {
    dependency = builder.dependency;
    rules = builder.rules;
    rulesByDependency = Map.copyOf(builder.rulesByDependency);
    guards = builder.guards;
    failedResult = builder.failedResult;
    retryDelay = builder.retryDelay;
    jitter = builder.jitter;
    completionDeadline = builder.completionDeadline;
  }

  /**
   * Starts with the defaults.
   *
   * @param dependency returns the name of what an activity calls; null if the activity is not
   *     guarded. Give activity types that call the same service the same name. At most 1,000 names
   *     are guarded.
   * @return a builder
   */
  public static Builder newBuilder(Function<ActivityInfo, @Nullable String> dependency) {
    return new Builder(dependency);
  }

  /** {@return a builder with these values} */
  public Builder toBuilder() {
    Builder builder = new Builder(dependency);
    builder.rules = rules;
    builder.rulesByDependency.putAll(rulesByDependency);
    builder.guards = guards;
    builder.failedResult = failedResult;
    builder.retryDelay = retryDelay;
    builder.jitter = jitter;
    builder.completionDeadline = completionDeadline;
    return builder;
  }

  /** {@return what names the dependency of an activity} */
  public Function<ActivityInfo, @Nullable String> getDependency() {
    return dependency;
  }

  /**
   * Tells the rules of a dependency.
   *
   * @param dependency its name
   * @return its own rules, or those for dependencies without rules of their own
   */
  public BreakerRules getRules(String dependency) {
    return rulesByDependency.getOrDefault(dependency, rules);
  }

  /** {@return what opens the guard of a dependency} */
  public BiFunction<String, BreakerRules, Guard> getGuards() {
    return guards;
  }

  /** {@return which results count as failures, or null} */
  public @Nullable Predicate<Object> getFailedResult() {
    return failedResult;
  }

  /** {@return when an attempt comes back if nobody knows when it could begin} */
  public Duration getRetryDelay() {
    return retryDelay;
  }

  /** {@return by which part the attempts that come back are spread} */
  public double getJitter() {
    return jitter;
  }

  /** {@return how long an attempt holds its permit if the worker does not see its end} */
  public Duration getCompletionDeadline() {
    return completionDeadline;
  }

  /** Builds {@link WorkerBreakerOptions}. */
  public static final class Builder {
    private final Function<ActivityInfo, @Nullable String> dependency;
    private final Map<String, BreakerRules> rulesByDependency = new HashMap<>();
    private BreakerRules rules = BreakerRules.newBuilder().build();
    private BiFunction<String, BreakerRules, Guard> guards = Guard::of;
    private @Nullable Predicate<Object> failedResult;
    private Duration retryDelay = Duration.ofSeconds(5);
    private double jitter = 0.2;
    private Duration completionDeadline = Duration.ofMinutes(1);

    private Builder(Function<ActivityInfo, @Nullable String> dependency) {
      this.dependency = dependency;
    }

    /**
     * Sets when the breaker of a dependency opens and closes.
     *
     * @param rules for all dependencies that have none of their own; default {@link BreakerRules}
     *     without changes
     * @return this builder
     */
    public Builder setRules(BreakerRules rules) {
      this.rules = rules;
      return this;
    }

    /**
     * Sets when the breaker of one dependency opens and closes.
     *
     * @param dependency its name
     * @param rules its own
     * @return this builder
     */
    public Builder setRules(String dependency, BreakerRules rules) {
      Checks.notBlank("dependency", dependency);
      rulesByDependency.put(dependency, Checks.notNull("rules of " + dependency, rules));
      return this;
    }

    /**
     * Uses other breakers than this library's own. The rules still say which failures count.
     *
     * @param guards creates the guard of a dependency when it is called for the first time; default
     *     {@link Guard#of}
     * @return this builder
     */
    public Builder setGuards(BiFunction<String, BreakerRules, Guard> guards) {
      this.guards = guards;
      return this;
    }

    /**
     * Sets which results count as failures. The workflow still gets the result.
     *
     * @param failedResult asked for each result that is not null; null, the default, for none
     * @return this builder
     */
    public Builder setFailedResult(@Nullable Predicate<Object> failedResult) {
      this.failedResult = failedResult;
      return this;
    }

    /**
     * Sets when an attempt comes back if nobody knows when it could begin, because probes are under
     * way or the breaker was forced open.
     *
     * @param delay 1 millisecond to an hour; default 5 seconds
     * @return this builder
     */
    public Builder setRetryDelay(Duration delay) {
      retryDelay = delay;
      return this;
    }

    /**
     * Spreads the attempts that come back, so that they do not all come at once.
     *
     * @param part 0 to 1: each waits up to that part longer than it must, but an hour at most;
     *     default 0.2
     * @return this builder
     */
    public Builder setJitter(double part) {
      jitter = part;
      return this;
    }

    /**
     * Sets how long an attempt that is completed elsewhere, by task token or id, holds its permit.
     * A worker does not see such an end.
     *
     * @param deadline 1 millisecond to an hour, and never longer than the activity's start-to-close
     *     timeout; default 1 minute
     * @return this builder
     */
    public Builder setCompletionDeadline(Duration deadline) {
      completionDeadline = deadline;
      return this;
    }

    /**
     * Builds the options.
     *
     * @return the options
     * @throws IllegalArgumentException naming option, rule and value
     */
    public WorkerBreakerOptions build() {
      Checks.notNull("dependency", dependency);
      Checks.notNull("rules", rules);
      Checks.notNull("guards", guards);
      Checks.ratio("jitter", jitter);
      upToAnHour("retryDelay", retryDelay);
      upToAnHour("completionDeadline", completionDeadline);
      return new WorkerBreakerOptions(this);
    }

    private static void upToAnHour(String option, Duration value) {
      Checks.notNull(option, value);
      if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException(
            option + " must be between 1 millisecond and an hour, was " + value);
      }
    }
  }
}
