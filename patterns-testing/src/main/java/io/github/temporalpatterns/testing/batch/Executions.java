// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import io.github.temporalpatterns.internal.Encoded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries an activity again as a server does, and schedules it again as a workflow does that gets a
 * checkpoint back.
 *
 * @param <A> the activity interface
 * @param <I> what an activity starts from
 * @param <R> what it returns
 */
final class Executions<A, I, R> {
  private static final int MOST_ATTEMPTS = 20;

  private final SimulatedServer<A> server;
  private final BiFunction<A, @Nullable I, R> call;
  private final Function<R, @Nullable I> next;
  private final List<SimulatedAttempt> attempts = new ArrayList<>();
  private final List<SimulatedServer.End<R>> ends = new ArrayList<>();
  private Duration heartbeatTimeout = Duration.ofMinutes(10);

  /**
   * @param call calls the activity with what it starts from
   * @param next tells from a result what to start again from, null if all is done
   */
  Executions(
      SimulatedServer<A> server,
      BiFunction<A, @Nullable I, R> call,
      Function<R, @Nullable I> next) {
    this.server = server;
    this.call = call;
    this.next = next;
  }

  Executions<A, I, R> heartbeatTimeout(Duration timeout) {
    heartbeatTimeout = timeout;
    return this;
  }

  /** Attempts so far, oldest first. */
  List<SimulatedAttempt> attempts() {
    return attempts;
  }

  /** How the attempts ended. */
  List<SimulatedServer.End<R>> ends() {
    return ends;
  }

  /**
   * Runs until all is done, or the activity has ended otherwise.
   *
   * @param strike what happens to the first attempt
   * @param sentEvery how many heartbeats it takes until one reaches the server
   * @return the last result; null if the activity was cancelled or failed for good
   */
  @Nullable R run(A implementation, @Nullable Strike strike, int sentEvery) {
    Encoded details = null;
    I input = null;
    while (attempts.size() < MOST_ATTEMPTS) {
      Strike now = attempts.isEmpty() ? strike : null;
      SimulatedAttempt attempt = server.newAttempt(now, sentEvery, details);
      I from = input;
      SimulatedServer.End<R> end =
          server.attempt(implementation, attempt, heartbeatTimeout, a -> call.apply(a, from));
      attempts.add(attempt);
      ends.add(end);
      if (end.result() != null && !attempt.isLost()) {
        input = next.apply(end.result());
        if (input == null) {
          return end.result();
        }
        details = null;
      } else if (!attempt.isLost() && end.isFinal()) {
        return null;
      } else {
        details = attempt.left();
      }
    }
    throw new AssertionError("not done after " + MOST_ATTEMPTS + " attempts: " + ends);
  }
}
