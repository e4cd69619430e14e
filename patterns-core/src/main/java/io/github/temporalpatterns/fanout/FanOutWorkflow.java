// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.RunsIn;
import org.jspecify.annotations.Nullable;

/**
 * Base class of a workflow that is one fan-out: it owns the {@link ChunkedFanOut} and asks for the
 * source and the work.
 *
 * <p>Workflow code only. A workflow interface whose method is {@code FanOutReport<R> run(I)} needs
 * nothing but {@code source} and {@code work}; any other method calls {@link #run}.
 *
 * <p>Replay, state, threads, failures and cancellation: those of {@link ChunkedFanOut}.
 *
 * @param <I> the input
 * @param <T> an item
 * @param <R> what the work returns
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public abstract class FanOutWorkflow<
    I extends @Nullable Object, T extends @Nullable Object, R extends @Nullable Object> {

  /** The fan-out; its handlers are registered with the run. */
  protected final ChunkedFanOut fanOut;

  /**
   * Creates the fan-out.
   *
   * @param options how it works
   */
  protected FanOutWorkflow(FanOutOptions options) {
    fanOut = ChunkedFanOut.create(options);
  }

  /**
   * Runs the fan-out.
   *
   * @param input passed to {@link #source} and {@link #work}
   * @return what became of the items
   */
  public FanOutReport<R> run(I input) {
    return fanOut.run(source(input), work(input));
  }

  /**
   * Says where the items come from.
   *
   * @param input the workflow's input
   * @return the source
   */
  protected abstract Source<T> source(I input);

  /**
   * Says what is done with them.
   *
   * @param input the workflow's input
   * @return the work
   */
  protected abstract Work<T, R> work(I input);
}
