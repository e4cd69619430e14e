// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Failures;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the items of a {@link Parallel#map}, in their order. Immutable.
 *
 * <p>Workflow code only: it holds failures as they were thrown. To store or return it, take what
 * you need from it.
 *
 * @param <T> an item
 * @param <R> what its call returns
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public final class Outcomes<T, R extends @Nullable Object> {

  /** How an item ended. */
  public enum Status {
    /** Its call returned. */
    SUCCEEDED,
    /** Its call failed for good. */
    FAILED,
    /** The map had stopped and cancelled the call; it may have acted nevertheless. */
    CANCELED,
    /** The map stopped before the call was made. */
    NOT_STARTED
  }

  /**
   * What became of one item.
   *
   * @param index the item's place, from 0
   * @param item the item
   * @param status how it ended
   * @param result what the call returned, null unless it succeeded
   * @param failure why it failed or was cancelled, else null
   * @param <T> an item
   * @param <R> what its call returns
   */
  public record Outcome<T, R extends @Nullable Object>(
      int index, T item, Status status, @Nullable R result, @Nullable TemporalFailure failure) {

    /** {@return type and message of what happened, on one line; empty without a failure} */
    public String reason() {
      return failure == null ? "" : Failures.line(failure);
    }
  }

  private final List<Outcome<T, R>> all;
  private final Tally tally;

  Outcomes(List<Outcome<T, R>> all, Tally tally) {
    this.all = List.copyOf(all);
    this.tally = tally;
  }

  /** {@return every item's outcome, in the order of the items} */
  public List<Outcome<T, R>> all() {
    return all;
  }

  /** {@return the items whose call returned} */
  public List<Outcome<T, R>> succeeded() {
    return those(Status.SUCCEEDED);
  }

  /** {@return the items whose call failed for good} */
  public List<Outcome<T, R>> failed() {
    return those(Status.FAILED);
  }

  /** {@return the items whose call was cancelled or never started} */
  public List<Outcome<T, R>> unfinished() {
    return all.stream()
        .filter(o -> o.status() == Status.CANCELED || o.status() == Status.NOT_STARTED)
        .toList();
  }

  /**
   * {@return whether no more calls failed than are tolerated, and the quorum, if one is set, was
   * reached}
   */
  public boolean isAcceptable() {
    return tally.isAcceptable();
  }

  /**
   * Returns the results of the calls that returned, in the order of their items.
   *
   * @return as many as succeeded; an unmodifiable list, with nulls where a call returned null
   * @throws ApplicationFailure as {@link #orThrow}
   */
  public List<R> results() {
    return orThrow().succeeded().stream().map(Outcome::result).toList();
  }

  /**
   * Insists that the outcome is acceptable.
   *
   * @return these outcomes
   * @throws ApplicationFailure {@link FailureTypes#PARALLEL_FAILED}, not retryable, if more failed
   *     than the options tolerate (by default: any) or the quorum was missed; its cause is the
   *     first failure in the order of the items
   */
  public Outcomes<T, R> orThrow() {
    if (!isAcceptable()) {
      throw ApplicationFailure.newBuilder()
          .setMessage(toString())
          .setType(FailureTypes.PARALLEL_FAILED)
          .setNonRetryable(true)
          .setCause(failed().stream().findFirst().map(Outcome::failure).orElse(null))
          .build();
    }
    return this;
  }

  private List<Outcome<T, R>> those(Status status) {
    return all.stream().filter(outcome -> outcome.status() == status).toList();
  }

  /** Says how many calls succeeded, failed and were left, and which failed first. */
  @Override
  public String toString() {
    String first =
        failed().stream()
            .findFirst()
            .map(outcome -> ", item " + outcome.index() + ": " + outcome.reason())
            .orElse("");
    return "%d of %d items succeeded, %d failed (%s)%s"
        .formatted(succeeded().size(), all.size(), failed().size(), tally.bound(), first);
  }
}
