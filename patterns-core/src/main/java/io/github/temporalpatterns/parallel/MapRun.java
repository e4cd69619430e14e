// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import io.github.temporalpatterns.SuppressNondeterminism;
import io.github.temporalpatterns.internal.CallKeys;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.parallel.Outcomes.Outcome;
import io.github.temporalpatterns.parallel.Outcomes.Status;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One map: a loop that starts calls, and callbacks that note their ends. */
final class MapRun<T, R extends @Nullable Object> {
  private final ParallelOptions options;
  private final List<T> items;
  private final Functions.Func1<? super T, Promise<R>> call;
  private final Weights weights = new Weights();
  private final Tally tally;
  private final List<Outcome<T, R>> outcomes = new ArrayList<>();
  private final CancellationScope scope = Workflow.newCancellationScope(this::startAll);
  private int inFlight;
  private boolean stopped;
  private @Nullable RuntimeException bug;

  MapRun(ParallelOptions options, List<T> items, Functions.Func1<? super T, Promise<R>> call) {
    this.options = options;
    this.items = items;
    this.call = call;
    tally = new Tally(items.size(), options);
    for (int i = 0; i < items.size(); i++) {
      outcomes.add(new Outcome<>(i, items.get(i), Status.NOT_STARTED, null, null));
    }
  }

  @SuppressNondeterminism(
      value = "a cancellation from outside is thrown again when all calls have ended",
      rules = "SWALLOWED_CANCELLATION")
  Outcomes<T, R> run() {
    try {
      scope.run();
    } catch (CanceledFailure e) {
      // by this map, which has what it needs, or from outside, which is thrown below
    }
    // The ends are wanted even when the run is cancelled: whoever undoes must know what was done.
    Workflow.newDetachedCancellationScope(() -> Workflow.await(() -> inFlight == 0)).run();
    if (bug != null) {
      throw bug;
    }
    CancellationScope.throwCanceled();
    return new Outcomes<>(outcomes, tally);
  }

  private void startAll() {
    for (int i = 0; i < items.size(); i++) {
      long bytes = weights.of(items.get(i));
      Workflow.await(() -> stopped || mayStart(bytes));
      if (stopped) {
        return;
      }
      start(i, bytes);
    }
    Workflow.await(() -> inFlight == 0);
  }

  /** While nothing is under way there is nothing to wait for. */
  private boolean mayStart(long bytes) {
    return inFlight == 0 || (inFlight < options.getConcurrency() && weights.fits(bytes));
  }

  private void start(int index, long bytes) {
    inFlight++;
    Promise<R> promise;
    try {
      weights.add("item " + index, bytes);
      promise =
          Objects.requireNonNull(
              CallKeys.ofItem("" + index, () -> call.apply(items.get(index))),
              () -> "item " + index + ": the call gave no promise");
    } catch (TemporalFailure e) {
      end(index, null, e);
      return;
    }
    promise.handle(
        (result, failure) -> {
          end(index, result, failure);
          return null;
        });
  }

  private void end(int index, @Nullable R result, @Nullable RuntimeException failure) {
    inFlight--;
    Status status = Status.SUCCEEDED;
    if (failure == null) {
      tally.success();
    } else if (!(failure instanceof TemporalFailure)) {
      bug = bug == null ? failure : bug;
      stop(true);
      return;
    } else if (scope.isCancelRequested() && Failures.isCancellation(failure)) {
      status = Status.CANCELED;
    } else {
      status = Status.FAILED;
      tally.failure();
    }
    outcomes.set(
        index, new Outcome<>(index, items.get(index), status, result, (TemporalFailure) failure));
    decide();
  }

  private void decide() {
    if (tally.isReached()) {
      stop(true);
    } else if (tally.isBroken()
        && options.getTooManyFailures() != ParallelOptions.TooManyFailures.CONTINUE) {
      stop(options.getTooManyFailures() == ParallelOptions.TooManyFailures.CANCEL);
    }
  }

  private void stop(boolean cancel) {
    if (!stopped) {
      stopped = true;
      if (cancel) {
        scope.cancel("the map needs no more calls");
      }
    }
  }
}
