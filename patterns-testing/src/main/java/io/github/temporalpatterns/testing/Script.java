// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.activity.TimeoutKind;
import io.github.temporalpatterns.testing.internal.Shown;
import io.github.temporalpatterns.testing.internal.script.ScriptRow;
import io.github.temporalpatterns.testing.internal.script.ScriptedMethod;
import io.github.temporalpatterns.testing.internal.script.Stage;
import io.temporal.activity.Activity;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one method of a {@link Canned} interface does, call by call: a row of behaviours joined by
 * {@link Then#then()}.
 *
 * <p>Every attempt of the activity, retries included, takes one call from the row. A behaviour
 * serves one call if another follows, and every further call if it is the last. {@link Then#times}
 * fixes the number, even for the last behaviour: for a call beyond it the script is exhausted.
 *
 * <p>A test fails at its end if a behaviour served fewer calls than that, or none, unless it is
 * {@link Then#optional()}.
 *
 * @param <F> the method as a function of its arguments
 * @param <C> a condition on its arguments
 * @param <R> what the method returns
 */
public final class Script<F, C, R extends @Nullable Object> {
  private final ScriptedMethod<F, C> method;
  private final ScriptRow row;
  private final List<Consumer<Stage>> before = new ArrayList<>();

  Script(ScriptedMethod<F, C> method) {
    this(method, method.others());
  }

  private Script(ScriptedMethod<F, C> method, ScriptRow row) {
    this.method = method;
    this.row = row;
  }

  /**
   * Begins another row, for the calls with certain arguments. A call takes its behaviour from the
   * first row whose condition holds, in the order in which they were begun, and from this script's
   * own row if none does.
   *
   * <pre>{@code
   * offers.on(Offers::ask)
   *     .when((supplier, item) -> supplier.equals("acme")).fails(2, "DOWN").then().returns(5)
   *     .when((supplier, item) -> item.equals("lamp")).timesOut(START_TO_CLOSE)
   *     .otherwise().returns(7);
   * }</pre>
   *
   * @param condition tells from the arguments of a call; if it throws, the call and the test fail
   * @return the script of those calls, whose first behaviour is to be chosen
   */
  public Script<F, C, R> when(C condition) {
    return new Script<>(method, method.when(condition));
  }

  /**
   * Delays the behaviour that is chosen next. If the delay reaches a timeout of the activity, the
   * attempt times out instead. An activity with a heartbeat timeout heartbeats meanwhile.
   *
   * @param delay the server's time, not negative; on a server that skips time it passes at once
   *     while the test waits for a result
   * @return this script
   */
  public Script<F, C, R> delays(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must not be negative, but is " + delay);
    }
    before.add(stage -> stage.sleep(delay, null));
    return this;
  }

  /**
   * Heartbeats before the behaviour that is chosen next, at the given interval. If the gap reaches
   * the activity's heartbeat timeout, the attempt times out instead.
   *
   * @param times how many heartbeats, at least 1
   * @param gap the server's time before each of them, positive
   * @return this script
   */
  public Script<F, C, R> heartbeats(int times, Duration gap) {
    if (times < 1 || gap.isNegative() || gap.isZero()) {
      throw new IllegalArgumentException(
          "times and gap must be positive, but are " + times + " and " + gap);
    }
    before.add(stage -> stage.sleep(gap.multipliedBy(times), gap));
    return this;
  }

  /**
   * Waits for a cancel request and ignores it; the behaviour that is chosen next follows. Time is
   * not skipped meanwhile. Not for local activities.
   *
   * @return this script
   */
  public Script<F, C, R> ignoresCancel() {
    before.add(Stage::awaitCancel);
    return this;
  }

  /**
   * Waits for a signal before the behaviour that is chosen next. For workflows only: a fake that
   * ends at once may be gone when its parent signals it.
   *
   * @param name the signal's name
   * @return this script
   */
  public Script<F, C, R> untilSignalled(String name) {
    before.add(stage -> stage.awaitSignal(name));
    return this;
  }

  /**
   * Returns a value.
   *
   * @param value the result of the activity
   * @return what comes then
   * @throws IllegalArgumentException if it is null and the method returns a primitive
   */
  public Then<F, C, R> returns(R value) {
    Class<?> result = method.result();
    if (value == null && result.isPrimitive() && result != void.class) {
      throw new IllegalArgumentException(method + " returns " + result + ", which is never null");
    }
    return add(() -> "returns(" + Shown.of(value) + ")", (stage, arguments) -> value);
  }

  /**
   * Succeeds without a value.
   *
   * @return what comes then
   * @throws IllegalStateException if the method returns something
   */
  public Then<F, C, R> completes() {
    Class<?> result = method.result();
    if (result != void.class && result != Void.class && result != Object.class) {
      throw new IllegalStateException(
          method + " returns " + result.getSimpleName() + ": say which with returns(...)");
    }
    return add(() -> "completes()", (stage, arguments) -> null);
  }

  /**
   * Calls a function with the arguments of the call, in the activity's thread. An assertion that
   * fails in it fails the test and the call, which is not retried.
   *
   * @param answer gives the result, or throws the failure
   * @return what comes then
   */
  public Then<F, C, R> answers(F answer) {
    return add(() -> "answers(...)", (stage, arguments) -> method.apply(answer, arguments));
  }

  /**
   * Fails by a retryable application failure.
   *
   * @param type the failure's type
   * @return what comes then
   */
  public Then<F, C, R> fails(String type) {
    return failing("fails(\"" + type + "\")", failure(type));
  }

  /**
   * Fails a number of times by a retryable application failure.
   *
   * @param times how many calls, at least 1
   * @param type the failure's type
   * @return what comes then
   */
  public Then<F, C, R> fails(int times, String type) {
    return fails(type).times(times);
  }

  /**
   * Fails by an exception, such as one of the application's own or an {@link ApplicationFailure}
   * with details.
   *
   * @param exception thrown as it is, or wrapped as {@link Activity#wrap} does if it is checked
   * @return what comes then
   */
  public Then<F, C, R> fails(Exception exception) {
    return add(
        () -> "fails(" + Shown.of(exception) + ")",
        (stage, arguments) -> {
          throw Activity.wrap(exception);
        });
  }

  /**
   * Fails by an application failure that is not retried.
   *
   * @param type the failure's type
   * @return what comes then
   */
  public Then<F, C, R> failsNonRetryable(String type) {
    return failing("failsNonRetryable(\"" + type + "\")", failure(type).setNonRetryable(true));
  }

  /**
   * Fails by a retryable application failure that tells the server when to try again, whatever the
   * retry options of the activity say.
   *
   * @param type the failure's type
   * @param delay until the next attempt, positive
   * @return what comes then
   */
  public Then<F, C, R> failsWithRetryAfter(String type, Duration delay) {
    return failing(
        "failsWithRetryAfter(\"" + type + "\", " + delay + ")",
        failure(type).setNextRetryDelay(delay));
  }

  /**
   * Does nothing until the attempt has timed out.
   *
   * @param kind the timeout; the activity must have it, and no other may come first
   * @return what comes then
   */
  public Then<F, C, R> timesOut(TimeoutKind kind) {
    var timeout = acts(() -> "timesOut(" + kind + ")", (stage, values) -> stage.timeOut(kind));
    if (kind == TimeoutKind.SCHEDULE_TO_START) {
      timeout.step.beforeStart();
    }
    return timeout;
  }

  /**
   * Has its effect and then times out; the workflow sees the same as after {@link #timesOut}.
   *
   * @param kind the timeout; the activity must have it, and no other may come first
   * @param effect called with the arguments of the call; its result is lost
   * @return what comes then
   */
  public Then<F, C, R> timesOutAfter(TimeoutKind kind, F effect) {
    return acts(
        () -> "timesOutAfter(" + kind + ", ...)",
        (stage, arguments) -> {
          method.apply(effect, arguments);
          stage.timeOut(kind);
        });
  }

  /**
   * Has its effect and dies before it reports, like its worker's process. The server finds out by
   * the activity's first timeout, usually the heartbeat timeout.
   *
   * @param effect called with the arguments of the call; its result is lost
   * @return what comes then
   */
  public Then<F, C, R> crashesAfter(F effect) {
    return acts(
        () -> "crashesAfter(...)",
        (stage, arguments) -> {
          method.apply(effect, arguments);
          stage.vanish();
        });
  }

  /**
   * Heartbeats until it is cancelled. Time is not skipped meanwhile. Not for local activities.
   *
   * @return what comes then
   */
  public Then<F, C, R> hangsUntilCancelled() {
    return add(() -> "hangsUntilCancelled()", (stage, arguments) -> stage.hang());
  }

  /**
   * Returns without a result; the activity is completed later, asynchronously. Time is not skipped
   * until then. Not for local activities.
   *
   * @param handOver gets the client that completes or fails the attempt, in the activity's thread
   * @return what comes then
   */
  public Then<F, C, R> completesLater(Consumer<ManualActivityCompletionClient> handOver) {
    return acts(() -> "completesLater(...)", (stage, arguments) -> stage.completeLater(handOver));
  }

  private ApplicationFailure.Builder failure(String type) {
    return ApplicationFailure.newBuilder()
        .setMessage("scripted failure of " + method)
        .setType(type);
  }

  private Then<F, C, R> failing(String what, ApplicationFailure.Builder failure) {
    return add(
        () -> what,
        (stage, arguments) -> {
          throw failure.build();
        });
  }

  private Then<F, C, R> acts(Supplier<String> what, BiConsumer<Stage, @Nullable Object[]> action) {
    return add(
        what,
        (stage, arguments) -> {
          action.accept(stage, arguments);
          return null;
        });
  }

  private Then<F, C, R> add(Supplier<String> what, ScriptedMethod.Behavior behavior) {
    List<Consumer<Stage>> preludes = List.copyOf(before);
    before.clear();
    ScriptRow.Step step =
        row.add(
            what,
            (stage, arguments) -> {
              preludes.forEach(prelude -> prelude.accept(stage));
              return behavior.run(stage, arguments);
            });
    return new Then<>(this, step);
  }

  /**
   * What comes after a behaviour.
   *
   * @param <F> the method as a function of its arguments
   * @param <C> a condition on its arguments
   * @param <R> what the method returns
   */
  public static final class Then<F, C, R extends @Nullable Object> {
    private final Script<F, C, R> script;
    private final ScriptRow.Step step;

    private Then(Script<F, C, R> script, ScriptRow.Step step) {
      this.script = script;
      this.step = step;
    }

    /**
     * Fixes how many calls the behaviour serves.
     *
     * @param times at least 1
     * @return this
     */
    public Then<F, C, R> times(int times) {
      if (times < 1) {
        throw new IllegalArgumentException("times must be at least 1, but is " + times);
      }
      step.limit(times);
      return this;
    }

    /**
     * Allows the behaviour to remain unused, all or some of its {@link #times}.
     *
     * @return this
     */
    public Then<F, C, R> optional() {
      step.optional();
      return this;
    }

    /**
     * Goes on to the next behaviour. Without {@link #times} the behaviour before it serves one
     * call.
     *
     * @return the script
     */
    public Script<F, C, R> then() {
      step.followed();
      return script;
    }

    /**
     * Begins another row, for the calls with certain arguments; see {@link Script#when}.
     *
     * @param condition tells from the arguments of a call
     * @return the script of those calls, whose first behaviour is to be chosen
     */
    public Script<F, C, R> when(C condition) {
      return script.when(condition);
    }

    /**
     * Returns to the row for calls for which no condition holds.
     *
     * @return the script of those calls
     */
    public Script<F, C, R> otherwise() {
      return new Script<>(script.method);
    }
  }
}
