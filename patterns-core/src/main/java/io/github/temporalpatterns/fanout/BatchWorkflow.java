// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.RunsIn;
import org.jspecify.annotations.Nullable;

/**
 * Base class of a batch: a child workflow for each item, and a summary at the end.
 *
 * <p>Workflow code only. The ids of the children begin with {@code <workflow id>/<index>}, or, with
 * {@link Work#keyedByItem}, {@code <workflow id>/<item>}, and are new in every run. With {@link
 * FanOutOptions.Builder#setBatchId} they are exactly {@code <batch>/<index>} or {@code
 * <batch>/<item>}, and an id that was used before is refused, so a repeated batch executes no item
 * twice. A child costs some twenty times as much as a chunked item, so use it when each item is
 * worth a history of its own.
 *
 * <p>Replay, state, threads, failures and cancellation: those of {@link ChunkedFanOut}.
 *
 * @param <I> the input
 * @param <T> an item
 * @param <R> what a child returns; the reducer of {@link #child} combines the values
 * @param <O> the result
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public abstract class BatchWorkflow<
    I extends @Nullable Object,
    T extends @Nullable Object,
    R extends @Nullable Object,
    O extends @Nullable Object> {

  /** The fan-out; its handlers are registered with the run. */
  protected final ChunkedFanOut fanOut;

  /**
   * Creates the fan-out.
   *
   * @param options how it works
   */
  protected BatchWorkflow(FanOutOptions options) {
    fanOut = ChunkedFanOut.create(options);
  }

  /**
   * Runs the batch.
   *
   * @param input passed to the other methods
   * @return the summary
   */
  public O run(I input) {
    return summary(input, fanOut.run(source(input), child(input)));
  }

  /**
   * Says where the items come from.
   *
   * @param input the workflow's input
   * @return the source
   */
  protected abstract Source<T> source(I input);

  /**
   * Says which child workflow works on an item: {@link Work#children}.
   *
   * @param input the workflow's input
   * @return the work
   */
  protected abstract Work<T, R> child(I input);

  /**
   * Ends the batch, for example by an activity that files the report.
   *
   * @param input the workflow's input
   * @param report what became of the items
   * @return the workflow's result
   */
  protected abstract O summary(I input, FanOutReport<R> report);
}
