// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one method of a {@link Canned} interface does, call by call: a row of behaviours joined by
 * {@link Then#then()}.
 *
 * <p>Every attempt of the activity, retries included, takes one call from the row. A behaviour
 * serves one call if another follows, and every further call if it is the last. {@link Then#times}
 * fixes the number, also of the last one: a call beyond it finds the script exhausted.
 *
 * @param <F> the method as a function of its arguments
 * @param <R> what the method returns
 */
public final class Script<F, R extends @Nullable Object> {
  private final ScriptedMethod<F> method;
  private Duration delay = Duration.ZERO;

  Script(ScriptedMethod<F> method) {
    this.method = method;
  }

  /**
   * Delays the behaviour that is chosen next. If the delay reaches a timeout of the activity, the
   * attempt times out instead.
   *
   * @param delay the server's time, not negative; on a server that skips time it passes at once
   *     while the test waits for a result
   * @return this script
   */
  public Script<F, R> delays(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must not be negative, but is " + delay);
    }
    this.delay = delay;
    return this;
  }

  /**
   * Returns a value.
   *
   * @param value the result of the activity
   * @return what comes then
   */
  public Then<F, R> returns(R value) {
    return add((arguments, context) -> value);
  }

  /**
   * Ends well, without a value: for methods that return nothing.
   *
   * @return what comes then
   */
  public Then<F, R> completes() {
    return add((arguments, context) -> null);
  }

  /**
   * Calls a function with the arguments of the call, in the activity's thread.
   *
   * @param answer gives the result, or throws the failure
   * @return what comes then
   */
  public Then<F, R> answers(F answer) {
    return add((arguments, context) -> method.apply(answer, arguments));
  }

  /**
   * Fails by a retryable application failure.
   *
   * @param type the failure's type
   * @return what comes then
   */
  public Then<F, R> fails(String type) {
    return add(
        (arguments, context) -> {
          throw ApplicationFailure.newFailure("scripted failure of " + method, type);
        });
  }

  /**
   * Fails a number of times by a retryable application failure.
   *
   * @param times how many calls, at least 1
   * @param type the failure's type
   * @return what comes then
   */
  public Then<F, R> fails(int times, String type) {
    return fails(type).times(times);
  }

  /**
   * Fails by an application failure that is not retried.
   *
   * @param type the failure's type
   * @return what comes then
   */
  public Then<F, R> failsNonRetryable(String type) {
    return add(
        (arguments, context) -> {
          throw ApplicationFailure.newNonRetryableFailure("scripted failure of " + method, type);
        });
  }

  /**
   * Does nothing until the attempt has timed out.
   *
   * @param kind the timeout; the activity must have it, and no other may come first
   * @return what comes then
   */
  public Then<F, R> timesOut(TimeoutKind kind) {
    return add(
        (arguments, context) -> {
          method.clock().timeOut(context, kind);
          return null;
        });
  }

  /**
   * Has its effect, but the attempt times out before it reports: the workflow sees the same as
   * after {@link #timesOut}.
   *
   * @param kind the timeout; the activity must have it, and no other may come first
   * @param effect called with the arguments of the call; its result is lost
   * @return what comes then
   */
  public Then<F, R> timesOutAfter(TimeoutKind kind, F effect) {
    return add(
        (arguments, context) -> {
          method.apply(effect, arguments);
          method.clock().timeOut(context, kind);
          return null;
        });
  }

  /**
   * Heartbeats until the activity is cancelled, and gives in to that. Time is not skipped
   * meanwhile. Not for local activities, which have no heartbeat.
   *
   * @return what comes then
   */
  public Then<F, R> hangsUntilCancelled() {
    return add((arguments, context) -> method.clock().hang(context));
  }

  private Then<F, R> add(ScriptedMethod.Behavior behavior) {
    Duration before = delay;
    delay = Duration.ZERO;
    ScriptedMethod<F>.Step step =
        method.add(
            (arguments, context) -> {
              if (!before.isZero()) {
                method.clock().sleep(context, before);
              }
              return behavior.run(arguments, context);
            });
    return new Then<>(this, step);
  }

  /**
   * What comes after a behaviour.
   *
   * @param <F> the method as a function of its arguments
   * @param <R> what the method returns
   */
  public static final class Then<F, R extends @Nullable Object> {
    private final Script<F, R> script;
    private final ScriptedMethod<F>.Step step;

    private Then(Script<F, R> script, ScriptedMethod<F>.Step step) {
      this.script = script;
      this.step = step;
    }

    /**
     * Fixes how many calls the behaviour serves.
     *
     * @param times at least 1
     * @return this
     */
    public Then<F, R> times(int times) {
      if (times < 1) {
        throw new IllegalArgumentException("times must be at least 1, but is " + times);
      }
      step.limit(times);
      return this;
    }

    /**
     * Goes on to the next behaviour. Without {@link #times} the behaviour before it serves one
     * call.
     *
     * @return the script
     */
    public Script<F, R> then() {
      step.followed();
      return script;
    }
  }
}
