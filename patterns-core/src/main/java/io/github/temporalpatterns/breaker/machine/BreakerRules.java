// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a breaker opens and closes. Immutable; nothing in it belongs to a workflow.
 *
 * <p>A rule that Resilience4j has, too, means the same here. The defaults are smaller, because a
 * run makes fewer calls than a process: the breaker opens for 60 seconds if half of the last 20
 * calls failed and there were at least 10; then one probe decides.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public final class BreakerRules {

  /** How a call counts. */
  public enum Kind {
    /** The callee answered. */
    SUCCESSFUL,
    /** The callee failed, or returned a result that counts as a failure. */
    FAILED,
    /**
     * The call says nothing about the callee and does not count, for example because it was
     * cancelled.
     */
    IGNORED
  }

  private final RuleValues values;

  private BreakerRules(RuleValues values) {
    this.values = values;
  }

  /** {@return a builder with the defaults} */
  public static Builder newBuilder() {
    return new Builder(new RuleValues());
  }

  /** {@return a builder with these values} */
  public Builder toBuilder() {
    return new Builder(values.copy());
  }

  /** {@return how many calls count, or null if there is a time window} */
  public @Nullable Integer getCountWindow() {
    return values.timeWindow == null ? values.window : null;
  }

  /** {@return the time in which calls count, or null if there is a count window} */
  public @Nullable Duration getTimeWindow() {
    return values.timeWindow;
  }

  /** {@return how many calls it takes before rates count} */
  public int getMinimumCalls() {
    return values.minimumCalls();
  }

  /** {@return the failure rate that opens, in percent} */
  public double getFailureRate() {
    return values.failureRate;
  }

  /** {@return the time after which a call is slow, or null} */
  public @Nullable Duration getSlowCallDuration() {
    return values.slowCallDuration;
  }

  /** {@return the rate of slow calls that opens, in percent} */
  public double getSlowCallRate() {
    return values.slowCallRate;
  }

  /** {@return how many failures in a row open, or null} */
  public @Nullable Integer getConsecutiveFailures() {
    return values.consecutiveFailures;
  }

  /** {@return how long the breaker is open the first time} */
  public Duration getOpenWait() {
    return values.openWait;
  }

  /** {@return the factor by which the wait grows each time the probes fail} */
  public double getOpenWaitCoefficient() {
    return values.coefficient;
  }

  /** {@return how long the breaker is open at most, jitter included} */
  public Duration getMaximumOpenWait() {
    return values.maximumWait();
  }

  /** {@return by which part the wait varies} */
  public double getJitter() {
    return values.jitter;
  }

  /** {@return how many probes a half-open breaker permits} */
  public int getProbes() {
    return values.probes;
  }

  /** {@return how many successes in a row close a half-open breaker, or null for rates} */
  public @Nullable Integer getSuccessesToClose() {
    return values.successesToClose;
  }

  /** {@return how long a half-open breaker waits for its probes, or null} */
  public @Nullable Duration getProbeDeadline() {
    return values.probeDeadline;
  }

  /** {@return the failures that count; empty for all} */
  public List<String> getRecordedFailures() {
    return values.recordedFailures;
  }

  /** {@return the failures that do not count at all} */
  public List<String> getIgnoredFailures() {
    return values.ignoredFailures;
  }

  /** {@return the state in which a breaker starts} */
  public State getInitialState() {
    return values.initialState;
  }

  /** Builds {@link BreakerRules}. */
  public static final class Builder {
    private final RuleValues values;

    private Builder(RuleValues values) {
      this.values = values;
    }

    /**
     * Counts a number of last calls.
     *
     * @param calls 1 to 10,000; default 20
     * @return this builder
     */
    public Builder setCountWindow(int calls) {
      values.window = calls;
      values.timeWindow = null;
      return this;
    }

    /**
     * Counts the calls of the last seconds, the current second included.
     *
     * @param time whole seconds, up to an hour
     * @return this builder
     */
    public Builder setTimeWindow(Duration time) {
      values.timeWindow = time;
      return this;
    }

    /**
     * Sets how many calls must have ended before rates count.
     *
     * @param minimumCalls at least 1, at most the window; null, the default, for 10, or the window
     *     if that is less
     * @return this builder
     */
    public Builder setMinimumCalls(@Nullable Integer minimumCalls) {
      values.minimumCalls = minimumCalls;
      return this;
    }

    /**
     * Opens when this percentage of the calls failed.
     *
     * @param percent above 0, up to 100; default 50
     * @return this builder
     */
    public Builder setFailureRate(double percent) {
      values.failureRate = percent;
      return this;
    }

    /**
     * Opens when this percentage of the calls was slow.
     *
     * @param duration a call is slow if it takes longer, at least a millisecond; in a workflow that
     *     includes retries and the wait for a worker; null, the default, for no such rule
     * @param percent above 0, up to 100
     * @return this builder
     */
    public Builder setSlowCallRate(@Nullable Duration duration, double percent) {
      values.slowCallDuration = duration;
      values.slowCallRate = percent;
      return this;
    }

    /**
     * Also opens after a number of failures in a row, even before rates count.
     *
     * @param failures at least 1; null, the default, for no such rule
     * @return this builder
     */
    public Builder setConsecutiveFailures(@Nullable Integer failures) {
      values.consecutiveFailures = failures;
      return this;
    }

    /**
     * Keeps the breaker open equally long each time. Replaces {@link #setOpenBackoff}.
     *
     * @param wait 1 millisecond to 365 days; default 60 seconds
     * @return this builder
     */
    public Builder setOpenWait(Duration wait) {
      values.openWait = Checks.notNull("openWait", wait);
      values.coefficient = 1;
      values.maximumWait = null;
      return this;
    }

    /**
     * Keeps the breaker open for longer each time that its probes fail. Replaces {@link
     * #setOpenWait}.
     *
     * @param first the first wait, at least 1 millisecond
     * @param coefficient the factor by which it grows, at least 1
     * @param maximum the longest wait, at least the first, at most 365 days
     * @return this builder
     */
    public Builder setOpenBackoff(Duration first, double coefficient, Duration maximum) {
      values.openWait = Checks.notNull("openBackoff.first", first);
      values.coefficient = coefficient;
      values.maximumWait = Checks.notNull("openBackoff.maximum", maximum);
      return this;
    }

    /**
     * Varies the wait, so that the breakers of many runs do not probe at the same moment.
     *
     * @param part 0 to 1: the wait may be that part longer or shorter, but never longer than the
     *     maximum of {@link #setOpenBackoff}; default 0
     * @return this builder
     */
    public Builder setJitter(double part) {
      values.jitter = part;
      return this;
    }

    /**
     * Sets how many calls a half-open breaker permits. It closes or opens by the rates of their
     * outcomes, once the minimum of calls or all of them have ended.
     *
     * @param probes at least 1, up to 10,000; default 1
     * @return this builder
     */
    public Builder setProbes(int probes) {
      values.probes = probes;
      return this;
    }

    /**
     * Closes a half-open breaker by successes in a row instead of rates. One failed or slow probe
     * opens it. {@link #setProbes} then says how many probes are under way at once.
     *
     * @param successes at least 1, up to 10,000; null, the default, for rates
     * @return this builder
     */
    public Builder setSuccessesToClose(@Nullable Integer successes) {
      values.successesToClose = successes;
      return this;
    }

    /**
     * Opens a half-open breaker again if probes are under way and have not ended in time, even if
     * more probes are permitted. The wait begins at the deadline. A half-open breaker that nobody
     * calls stays half-open.
     *
     * @param deadline at least 1 millisecond after the last probe began; null, the default, for
     *     none
     * @return this builder
     */
    public Builder setProbeDeadline(@Nullable Duration deadline) {
      values.probeDeadline = deadline;
      return this;
    }

    /**
     * Names the failures that count; any other failure counts as a success, because the callee
     * answered. The name is the type of an application failure, or else the class name of the
     * failure: {@code TimeoutFailure}, {@code TerminatedFailure}, {@code ServerFailure}.
     *
     * @param types default: none, so that every failure counts
     * @return this builder
     */
    public Builder setRecordedFailures(String... types) {
      values.recordedFailures = List.of(types);
      return this;
    }

    /**
     * Names the failures that count neither as failure nor as success. A cancellation never counts.
     *
     * @param types as for {@link #setRecordedFailures}, over which they take precedence; default
     *     none
     * @return this builder
     */
    public Builder setIgnoredFailures(String... types) {
      values.ignoredFailures = List.of(types);
      return this;
    }

    /**
     * Sets the state in which a breaker starts, and to which a reset brings it back.
     *
     * @param state CLOSED (the default), METRICS_ONLY, DISABLED or FORCED_OPEN
     * @return this builder
     */
    public Builder setInitialState(State state) {
      values.initialState = state;
      return this;
    }

    /**
     * Builds the rules.
     *
     * @return the rules
     * @throws IllegalArgumentException naming rule and value
     */
    public BreakerRules build() {
      values.check();
      return new BreakerRules(values.copy());
    }
  }
}
