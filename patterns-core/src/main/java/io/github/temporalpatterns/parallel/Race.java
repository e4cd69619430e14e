// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.RunsIn;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first success of several calls. The options say whether they start together, hedged one after
 * the other, or each only when those before it have failed.
 *
 * <p>Workflow code only.
 *
 * <pre>{@code
 * Race hedged = Race.create(RaceOptions.hedged(Duration.ofSeconds(2)).build());
 * Quote quote =
 *     hedged.first(
 *         List.of(
 *             () -> Async.function(primary::quote, part),
 *             () -> Async.function(replica::quote, part))).result();
 * }</pre>
 *
 * <p>A loser is cancelled, but it may have acted nevertheless. So race only calls that read, or
 * whose effects you can undo. If two calls succeed in the same workflow task, the one whose answer
 * reached the server first wins, whatever their places in the list, and the other success is
 * dropped.
 *
 * <p><b>Calls, bugs</b>: as for {@link Parallel}.
 *
 * <p><b>Cancellation</b>: the calls are cancelled with the scope in which the race runs; it waits
 * for their end only if the options say so, then throws {@link
 * io.temporal.failure.CanceledFailure}.
 *
 * <p><b>Replay</b>: nothing is recorded but the calls, a timer for each hedge delay that was begun,
 * and one for the deadline. A timer that is no longer needed is cancelled.
 *
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public interface Race {

  /**
   * The end of a race.
   *
   * @param contender the winner's place in the list, from 0
   * @param result what it returned
   * @param <R> what the contenders return
   */
  record Win<R extends @Nullable Object>(int contender, R result) {}

  /**
   * Creates a race.
   *
   * @param options when contenders start, and how long the race may last
   * @return a race, to be run any number of times
   */
  static Race create(RaceOptions options) {
    return new DefaultRace(options);
  }

  /**
   * Runs the race.
   *
   * @param contenders each starts a call and returns its promise; at least one
   * @param <R> what the contenders return
   * @return the first success
   * @throws io.temporal.failure.ApplicationFailure {@link
   *     io.github.temporalpatterns.FailureTypes#RACE_LOST} if all failed or there was none; {@link
   *     io.github.temporalpatterns.FailureTypes#RACE_DEADLINE} if none had succeeded in time. Both
   *     name each failure so far, have the first as cause and are not retryable.
   * @throws io.temporal.failure.CanceledFailure if the scope is cancelled
   */
  <R extends @Nullable Object> Win<R> first(@Nullable List<Functions.Func<Promise<R>>> contenders);

  /**
   * Runs a race in which each contender is a call with an item. Use it if items may be large: one
   * that is larger than a payload may be loses by {@link
   * io.github.temporalpatterns.FailureTypes#PAYLOAD_TOO_LARGE}, and its call is not made, because a
   * server would terminate the run.
   *
   * @param items one for each contender; in a fixed order
   * @param call starts the call of one item and returns its promise
   * @param <T> an item
   * @param <R> what the contenders return
   * @return the first success
   */
  <T, R extends @Nullable Object> Win<R> first(
      @Nullable Collection<? extends T> items, Functions.Func1<? super T, Promise<R>> call);
}
