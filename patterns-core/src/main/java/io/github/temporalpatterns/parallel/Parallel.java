// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.RunsIn;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map: makes one call for each item, a bounded number at once, and keeps every outcome in
 * the order of the items.
 *
 * <p>Workflow code only. The bound slides: as soon as one call ends, the next begins, so a slow
 * item holds up no other. By default every item is called, whatever fails; {@link ParallelOptions}
 * can stop earlier.
 *
 * <pre>{@code
 * Parallel parallel = Parallel.create(ParallelOptions.newBuilder().setConcurrency(20).build());
 * Outcomes<Order, Receipt> outcomes =
 *     parallel.map(orders, order -> Async.function(payments::charge, order));
 * List<Receipt> receipts = outcomes.results(); // throws if a charge failed
 * }</pre>
 *
 * <p><b>Calls</b>: give a method reference to a stub to {@code Async}, or use an untyped stub's
 * {@code executeAsync}; neither takes a thread. {@code Async.function(() -> ...)} takes one for
 * each call, and while a call that is not asynchronous runs, no other does. Retries belong to the
 * activity's options.
 *
 * <p><b>Sizes</b>: at most {@link ParallelOptions#MOST_ITEMS} items. If items together are larger
 * than one workflow task may be, their calls are spread over several tasks. Each item counts as the
 * payload of its call, as the run's converter writes it. An item that is larger than a payload may
 * be fails by {@link io.github.temporalpatterns.FailureTypes#PAYLOAD_TOO_LARGE}, and its call is
 * not made, because a server would terminate the run. The map does not see what a call sends
 * besides its item.
 *
 * <p><b>Failures</b>: a call fails by a {@link io.temporal.failure.TemporalFailure}; any other
 * exception is a bug: {@code map} throws it, and the run is blocked until the bug is fixed.
 *
 * <p><b>Cancellation</b>: the calls are cancelled with the scope in which {@code map} runs; {@code
 * map} waits until each has ended, as its cancellation type defines that, then throws {@link
 * io.temporal.failure.CanceledFailure}.
 *
 * <p><b>Replay</b>: nothing is recorded but the calls themselves.
 *
 * <p><b>State, threads</b>: none kept between calls of {@code map}; use it from any workflow
 * thread.
 *
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public interface Parallel {

  /**
   * Creates a map with default options: {@link ParallelOptions#DEFAULT_CONCURRENCY} calls at once,
   * all items whatever fails.
   *
   * @return a parallel map
   */
  static Parallel create() {
    return create(ParallelOptions.newBuilder().build());
  }

  /**
   * Creates a map.
   *
   * @param options how many at once, and when to stop
   * @return a parallel map
   */
  static Parallel create(ParallelOptions options) {
    return new DefaultParallel(options);
  }

  /**
   * Makes a call for each item and waits for all of them.
   *
   * @param items what to work on, iterated once; must have a fixed order, so it must not be a
   *     {@code HashSet}
   * @param call starts the call of one item and returns its promise
   * @param <T> an item
   * @param <R> what the call returns
   * @return what became of each item; empty for no items
   * @throws io.temporal.failure.ApplicationFailure {@link
   *     io.github.temporalpatterns.FailureTypes#PARALLEL_REFUSED}, not retryable, if there are more
   *     than {@link ParallelOptions#MOST_ITEMS}, or {@code items} is null; no call was made
   * @throws io.temporal.failure.CanceledFailure if the scope is cancelled
   */
  <T, R extends @Nullable Object> Outcomes<T, R> map(
      @Nullable Collection<? extends T> items, Functions.Func1<? super T, Promise<R>> call);
}
