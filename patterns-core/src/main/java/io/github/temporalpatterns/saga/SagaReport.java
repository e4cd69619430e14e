// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.ExecutionVerdict;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a saga did: per step whether it ran, and what became of its undo and confirm.
 *
 * <p>Answers the query {@code saga.report} at any time, is the detail of a {@code
 * patterns.SagaUndoFailed} failure, and, cut to {@link Summary}, stands in the run's memo under
 * {@value #MEMO} when a saga ended otherwise than completed.
 *
 * @param outcome where the saga stands
 * @param failure the body's failure in one line, if it failed
 * @param steps in the order in which they were registered
 * @param audit what operators decided, about earlier sagas of the run too: the newest entries,
 *     oldest first
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
public record SagaReport(
    Outcome outcome,
    @Nullable String failure,
    List<StepReport> steps,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<AuditEntry> audit) {

  /** The memo key under which the {@link Summary} is published: {@value}. */
  public static final String MEMO = "patterns.saga";

  /** Where a saga stands. */
  public enum Outcome {
    /** Steps are running. */
    RUNNING,
    /** The body succeeded; confirms are running. */
    CONFIRMING,
    /** Undos are running. */
    COMPENSATING,
    /** An undo or confirm waits for an operator. */
    PARKED,
    /** The body and all confirms succeeded. */
    COMPLETED,
    /** The body succeeded, a confirm did not. */
    CONFIRM_FAILED,
    /** Everything that may have happened was undone. */
    COMPENSATED,
    /** Something that may have happened was not undone. */
    PARTIALLY_COMPENSATED,
    /** The body failed after the point of no return. */
    FAILED_AFTER_PIVOT,
    /** The run is a retry that was given an undo log again; the saga did nothing in it. */
    REFUSED
  }

  /** What became of an undo or a confirm. */
  public enum RecoveryState {
    /** None was registered. */
    NONE,
    /** It is made from the step's result, and there is none so far. */
    NO_RESULT,
    /** Registered, not run so far. */
    PENDING,
    /** Running. */
    RUNNING,
    /** Succeeded. */
    DONE,
    /** Failed for good. */
    FAILED,
    /** Failed, waits for an operator. */
    PARKED,
    /** An operator gave it up. */
    SKIPPED,
    /** An operator says it was done by hand. */
    MARKED_DONE,
    /** An operator abandoned the saga before it was done. */
    ABANDONED,
    /** The step provably did nothing. */
    NOT_NEEDED,
    /** The body dropped it: what the step did stays. */
    DROPPED,
    /** Not run, because an earlier one failed or time ran out. */
    NOT_RUN
  }

  /**
   * One step.
   *
   * @param name with {@code #2} and so on from the second execution of a name
   * @param key the idempotency key
   * @param definitionVersion {@link SagaOptions.Builder#setDefinitionVersion} when it was
   *     registered
   * @param running whether the forward call is under way
   * @param verdict whether the forward call ran; unknown while it is under way
   * @param undo its undo
   * @param confirm its confirm
   */
  @Wire
  public record StepReport(
      String name,
      IdempotencyKey key,
      int definitionVersion,
      boolean running,
      ExecutionVerdict verdict,
      RecoveryReport undo,
      RecoveryReport confirm) {}

  /**
   * An undo or a confirm.
   *
   * @param state what became of it
   * @param attempts how often it was scheduled; the server's own retries are not counted
   * @param failure the last failure in one line
   * @param decidedBy the operator whose decision counts last
   * @param note that operator's reason or evidence
   */
  @Wire
  public record RecoveryReport(
      RecoveryState state,
      int attempts,
      @Nullable String failure,
      @Nullable String decidedBy,
      @Nullable String note) {}

  /**
   * The report cut down to what fits a memo.
   *
   * @param outcome where the saga stands
   * @param failure the body's failure in one line
   * @param undone names of the steps whose undo succeeded, at most 100
   * @param open names of the steps that may have acted and were not undone, at most 100
   * @param parked names of the steps whose undo or confirm waits for an operator, at most 100
   */
  @Wire
  public record Summary(
      Outcome outcome,
      @Nullable String failure,
      List<String> undone,
      List<String> open,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> parked) {}
}
