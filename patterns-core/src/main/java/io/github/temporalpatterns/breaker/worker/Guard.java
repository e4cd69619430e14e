// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.internal.Ticker;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the calls to one dependency. This library's own state machine is one ({@link #of});
 * a breaker of another library can be made one by a lambda. An implementation must be safe for use
 * by many threads, and must not block for long, because it is asked before each attempt.
 *
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
@FunctionalInterface
public interface Guard {

  /**
   * Asks for one call.
   *
   * @return a pass, or why there is none
   */
  Answer ask();

  /**
   * Returns its status, for {@link WorkerBreaker#status} and the gauges.
   *
   * @return a snapshot; null if the guard has no status to show
   */
  default @Nullable Status status() {
    return null;
  }

  /**
   * Tells how many calls could begin now, for {@link WorkerBreaker#gate}. It must not stay 0 for
   * ever: the answers to {@link #ask}, or time, must raise it.
   *
   * @return 0 while it is open; the number of probes that are left while it is half-open; any large
   *     number if there is no limit
   */
  default int room() {
    return Integer.MAX_VALUE;
  }

  /**
   * Creates a guard with this library's state machine. It knows only the calls of this process.
   *
   * @param dependency its name
   * @param rules when it opens and closes
   * @return the guard, in the rules' initial state
   */
  static Guard of(String dependency, BreakerRules rules) {
    return new InProcessGuard(dependency, rules, Ticker.system());
  }

  /** The right to make one call. */
  @FunctionalInterface
  interface Pass {

    /**
     * Gives the pass back; called exactly once, on any thread.
     *
     * @param call how the call ended
     */
    void end(Ended call);
  }

  /**
   * Whether a call may be made: one of the two is null.
   *
   * @param pass the right to make it
   * @param rejection why it may not be made
   */
  record Answer(@Nullable Pass pass, @Nullable Rejection rejection) {

    /**
     * The call may be made.
     *
     * @param pass is told how it ended
     * @return the answer
     */
    public static Answer granted(Pass pass) {
      return new Answer(pass, null);
    }

    /**
     * The call may not be made.
     *
     * @param rejection says why, and for how long if that is known
     * @return the answer
     */
    public static Answer rejected(Rejection rejection) {
      return new Answer(null, rejection);
    }
  }

  /**
   * How a call ended.
   *
   * @param kind how it counts, by the dependency's rules
   * @param took how long it took
   * @param failure the type of its failure; null if it succeeded; may be null if it is ignored
   * @param retryAfter how long the dependency asked to be left alone, or null
   * @param thrown what was thrown, or null
   */
  record Ended(
      Kind kind,
      Duration took,
      @Nullable String failure,
      @Nullable Duration retryAfter,
      @Nullable Throwable thrown) {}
}
