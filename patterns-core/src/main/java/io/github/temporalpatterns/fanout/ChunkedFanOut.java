// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.RunsIn;
import org.jspecify.annotations.Nullable;

/**
 * Works on many items in chunks. It bounds how many calls run at once, counts each item's outcome
 * once, and keeps every history bounded, whatever the number of items.
 *
 * <p>Workflow code only. Create one for each workflow, in a field initializer or constructor,
 * because it registers the handlers of {@link FanOutOperator}.
 *
 * <pre>{@code
 * private final ChunkedFanOut fanOut =
 *     ChunkedFanOut.create(FanOutOptions.newBuilder(ACTIVITIES).setWindow(200).build());
 *
 * public FanOutReport<Totals> audit(List<String> paths) {
 *   return fanOut.run(
 *       Source.of(paths), Work.chunks(Audits.class, Audits::audit).reduce(Totals.Sum.class));
 * }
 * }</pre>
 *
 * <p><b>Sizes</b>: work that fits into one run is done in the run itself. Child workflows, the
 * shards, do more work, each in a run of its own; for them, register {@link #workflows} with the
 * worker. {@link FanOutOptions#plan} tells beforehand what is needed.
 *
 * <p><b>Converter</b>: items, pages, letters and values go through the data converter of the run,
 * codec included, each as if it were an argument of its own. Shards pass items on as data and do
 * not need their classes. A shard loads a reducer by its name, with the class loader of the
 * workflow's thread.
 *
 * <p><b>Again</b>: shards and, without a batch id, child workflows have ids that are new in every
 * run, so a workflow retry, a cron or scheduled run, a continued run, a reused workflow id and a
 * second {@code run} begin anew, and a reset repeats what came after its point. With a batch id, no
 * child is started twice, and an item whose child was started before fails.
 *
 * <p><b>Failures</b>: an item fails if its activity reports that it failed. If the activity of a
 * chunk fails as a whole, the chunk is cut in two, again and again, until the bad items stand
 * alone. If an item failed, the fan-out fails at its end, unless the options tolerate that or have
 * a dead letter activity.
 *
 * <p><b>Cancellation</b>: the calls under way are cancelled with the scope in which {@code run}
 * runs; {@code run} waits until each has ended, then throws {@link
 * io.temporal.failure.CanceledFailure}.
 *
 * <p><b>Replay</b>: only the calls and the shards are recorded, and timers if the options ask for
 * pauses or a rate.
 *
 * <p><b>State, threads</b>: no call or item takes a thread. Call {@code run} as often as needed,
 * but only one at a time.
 *
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public interface ChunkedFanOut {

  /**
   * Creates a fan-out and registers its handlers.
   *
   * @param options how it works
   * @return the fan-out
   */
  static ChunkedFanOut create(FanOutOptions options) {
    return new DefaultChunkedFanOut(options);
  }

  /**
   * Names the library's own workflows, to be registered with every worker that runs yours. In a
   * process that has not called this method, a fan-out of any size fails its workflow task.
   *
   * @return the implementation types
   */
  static Class<?>[] workflows() {
    WorkerProcess.setUp();
    return new Class<?>[] {ShardWorkflow.Default.class, CoordinatorWorkflow.Default.class};
  }

  /**
   * Works on all items of a source and waits for the end.
   *
   * @param source where the items come from
   * @param work what is done with them
   * @param <T> an item
   * @param <R> what the work returns
   * @return what became of the items
   * @throws io.temporal.failure.ApplicationFailure {@link
   *     io.github.temporalpatterns.FailureTypes#FAN_OUT_FAILED} if more items failed than the
   *     options tolerate (by default: any), or source, dead letter activity or work broke its
   *     contract; {@link io.github.temporalpatterns.FailureTypes#FAN_OUT_REFUSED} if source and
   *     work do not go together, before anything is scheduled. Neither is retryable.
   * @throws IllegalStateException if an earlier {@code run} has not ended, or nobody in this
   *     process has called {@link #workflows}, so that no worker can have registered them. Both
   *     fail the workflow task.
   * @throws io.temporal.failure.CanceledFailure if the scope is cancelled
   */
  <T extends @Nullable Object, R extends @Nullable Object> FanOutReport<R> run(
      Source<T> source, Work<T, R> work);

  /**
   * As {@link #run(Source, Work)}, but with options for this call, so that two phases of a workflow
   * may differ.
   *
   * @param source where the items come from
   * @param work what is done with them
   * @param options to use instead of those that the fan-out was created with, except for {@link
   *     FanOutOptions#isWaitingAttribute}
   * @param <T> an item
   * @param <R> what the work returns
   * @return what became of the items
   */
  <T extends @Nullable Object, R extends @Nullable Object> FanOutReport<R> run(
      Source<T> source, Work<T, R> work, FanOutOptions options);
}
