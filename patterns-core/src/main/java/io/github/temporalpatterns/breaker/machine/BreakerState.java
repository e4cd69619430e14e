// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.temporalpatterns.OperatorLog;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a breaker remembers, as data that continue-as-new carries.
 *
 * <p>Written and read by the library; a workflow only passes it on. Bounded by the rules' window.
 * Unknown properties are ignored, so that workers of neighbouring versions can share a run; a
 * greater {@code schema} is refused.
 *
 * @param schema version of this record's meaning, now {@value #SCHEMA}
 * @param name the breaker's name
 * @param state the state it is in
 * @param generation how often it has changed its state
 * @param attempts how often it has opened since it was closed
 * @param until when its open wait is over, in milliseconds since the epoch
 * @param minimumCalls from how many calls on rates count
 * @param calls the counted calls, oldest first, a letter for each: s for success, f for failure, in
 *     upper case if slow
 * @param buckets the counted calls by second, if its window is one of time
 * @param failuresInRow failures since the last success
 * @param lastFailure the failure that was counted last
 * @param trip why it opened last
 * @param operators what it remembers of its operators; null if there were none
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
public record BreakerState(
    int schema,
    String name,
    State state,
    long generation,
    int attempts,
    @Nullable Long until,
    int minimumCalls,
    @JsonSetter(nulls = Nulls.AS_EMPTY) String calls,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Bucket> buckets,
    int failuresInRow,
    @Nullable String lastFailure,
    @Nullable Trip trip,
    @Nullable OperatorLog operators) {

  /** The schema that this version writes: {@value}. */
  public static final int SCHEMA = 1;

  /** Why a breaker opened. */
  public enum Cause {
    /** Too large a part of the calls failed. */
    FAILURE_RATE,
    /** Too large a part of the calls was slow. */
    SLOW_CALL_RATE,
    /** Too many calls failed one after the other. */
    CONSECUTIVE_FAILURES,
    /** Too many probes of the half-open breaker failed or were slow. */
    PROBES,
    /** The probes of the half-open breaker did not report in time. */
    NO_ANSWER,
    /** The callee asked for no calls until a certain time. */
    ANNOUNCED,
    /** An operator forced it. */
    OPERATOR
  }

  /**
   * The calls that ended in one second.
   *
   * @param second seconds since the epoch
   * @param calls all of them
   * @param failed those that failed
   * @param slow those that were slow
   * @param slowFailed those that were both
   */
  @Wire
  public record Bucket(long second, int calls, int failed, int slow, int slowFailed) {}

  /**
   * Why a breaker opened, with the numbers of that moment.
   *
   * @param cause the rule that opened it
   * @param atMillis when, in milliseconds since the epoch
   * @param calls the calls that counted
   * @param failed those that had failed
   * @param slow those that were slow
   * @param failuresInRow failures since the last success
   * @param lastFailure the failure that was counted last
   * @param by who forced it, or null
   * @param reason why it was forced or announced
   */
  @Wire
  public record Trip(
      Cause cause,
      long atMillis,
      int calls,
      int failed,
      int slow,
      int failuresInRow,
      @Nullable String lastFailure,
      @Nullable String by,
      @Nullable String reason) {

    /**
     * Explains it in one line, such as {@code opened: 6 of 10 calls failed, last E_TIMEOUT}.
     *
     * @return the line
     */
    public String explain() {
      return switch (cause) {
        case FAILURE_RATE -> "opened: %d of %d calls failed".formatted(failed, calls) + last();
        case SLOW_CALL_RATE -> "opened: %d of %d calls were slow".formatted(slow, calls);
        case CONSECUTIVE_FAILURES ->
            "opened: %d failures in a row".formatted(failuresInRow) + last();
        case PROBES ->
            "opened again: of %d probes %d failed and %d were slow".formatted(calls, failed, slow)
                + last();
        case NO_ANSWER -> "opened again: the probes have not reported in time";
        case ANNOUNCED -> "opened as announced: " + reason;
        case OPERATOR -> "forced open by %s: %s".formatted(by, reason);
      };
    }

    private String last() {
      return lastFailure == null ? "" : ", last " + lastFailure;
    }
  }
}
