// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import io.github.temporalpatterns.RunsIn.Side;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.NexusOperationFailure;
import io.temporal.failure.TemporalFailure;
import org.jspecify.annotations.Nullable;

/**
 * The type strings of the failures that this library throws, all of them {@link
 * ApplicationFailure}s. They are part of the wire and never change.
 *
 * @since 0.1.0
 */
@RunsIn(Side.ANYWHERE)
public final class FailureTypes {

  /**
   * A saga ended with an undo that did not succeed. The cause is the body's failure. Not retryable:
   * the report says what is left to do by hand.
   */
  public static final String SAGA_UNDO_FAILED = "patterns.SagaUndoFailed";

  /**
   * The body of a saga succeeded, a confirm did not. Not retryable: the report says what is left to
   * do by hand.
   */
  public static final String SAGA_CONFIRM_FAILED = "patterns.SagaConfirmFailed";

  /**
   * A step, a pivot or {@code state()} came to a saga whose undo has begun. Not retryable: it has
   * not been executed.
   */
  public static final String SAGA_CLOSED = "patterns.SagaClosed";

  /** A saga was not done by its business deadline and was undone. Not retryable. */
  public static final String SAGA_DEADLINE = "patterns.SagaDeadline";

  /**
   * The body of a saga that was told to treat programming errors as failures threw one; the cause
   * is that error. Not retryable.
   */
  public static final String SAGA_BODY_ERROR = "patterns.SagaBodyError";

  /**
   * A step of a saga has a name that cannot be, names an earlier step that there is none, or is one
   * too many. Not retryable: nothing of the step has been executed.
   */
  public static final String SAGA_INVALID_STEP = "patterns.SagaInvalidStep";

  /**
   * More calls of a parallel map failed than its options tolerate, or its quorum was missed. The
   * cause is the first failure. Not retryable: the calls had retries of their own.
   */
  public static final String PARALLEL_FAILED = "patterns.ParallelFailed";

  /** A parallel map was given more items than one run can take, or none. Not retryable. */
  public static final String PARALLEL_REFUSED = "patterns.ParallelRefused";

  /**
   * Every contender of a race failed, or there was none; the cause is the first one's failure. Not
   * retryable.
   */
  public static final String RACE_LOST = "patterns.RaceLost";

  /** No contender of a race had succeeded by its deadline. Not retryable. */
  public static final String RACE_DEADLINE = "patterns.RaceDeadline";

  /**
   * A fan-out did not complete: more items failed than its options tolerate, or source, work or
   * dead letter broke its contract. The detail is the report. Not retryable: the calls had retries
   * of their own.
   */
  public static final String FAN_OUT_FAILED = "patterns.FanOutFailed";

  /**
   * A fan-out was given what it cannot work on, for example a list with the same key twice. Not
   * retryable: nothing has been scheduled.
   */
  public static final String FAN_OUT_REFUSED = "patterns.FanOutRefused";

  /**
   * A worker stopped before it had done the first item of a chunk. Retryable: another worker takes
   * the chunk, if the activity's options allow another attempt.
   */
  public static final String CHUNK_INTERRUPTED = "patterns.ChunkInterrupted";

  /**
   * More items of a batch failed than may be skipped; the cause is the failure of the one too many,
   * the detail is the checkpoint. Retryable unless that failure is not: the next attempt resumes.
   * Or a result in which something is missing was taken by {@code orThrow}, which is not retryable.
   */
  public static final String BATCH_FAILED = "patterns.BatchFailed";

  /**
   * A batch cannot run as it was started: its activity is a local one or has no heartbeat timeout,
   * has heartbeated before, or the items of its keyset are not in order. Not retryable: no other
   * attempt could do it.
   */
  public static final String BATCH_REFUSED = "patterns.BatchRefused";

  /**
   * A later attempt has taken a batch over; what this one had not committed is rolled back.
   * Retryable: the next attempt takes over in turn.
   */
  public static final String BATCH_SUPERSEDED = "patterns.BatchSuperseded";

  /**
   * A long-running workflow was given what it cannot work on: no steps, a negative delay, too many
   * timers, or the arguments of another run. Not retryable: nothing has been done with it.
   */
  public static final String PAUSE_REFUSED = "patterns.PauseRefused";

  /**
   * A circuit breaker did not permit a call. Not retryable if it is a workflow's: nothing has been
   * scheduled. An attempt that a worker's breaker turned away is retried later, and has not begun.
   * The detail says how long it will be so.
   */
  public static final String BREAKER_OPEN = "patterns.BreakerOpen";

  /**
   * Not every request of a {@code CircuitBreakerWorkflow} was answered. The detail says what became
   * of each. Not retryable: the calls had retries of their own.
   */
  public static final String BREAKER_UNANSWERED = "patterns.BreakerUnanswered";

  /**
   * A {@code CircuitBreakerWorkflow} was given what it cannot work on: no list of requests, or one
   * that is too long for a history. Or a shared breaker got a report that cannot be; only that
   * update fails. Not retryable: nothing has been sent, or counted.
   */
  public static final String BREAKER_REFUSED = "patterns.BreakerRefused";

  /**
   * A key by which code was to decide about a version is blank, or has more than 100 bytes. Not
   * retryable: nothing has been decided.
   */
  public static final String VERSION_KEY_REFUSED = "patterns.VersionKeyRefused";

  /**
   * An effect is under way in another attempt, whose lease has not ended. Retryable, and retried
   * when the lease ends. Benign: no failure of the activity.
   */
  public static final String EFFECT_IN_PROGRESS = "patterns.EffectInProgress";

  /**
   * Nobody knows whether an effect happened: its attempt died, or its lease ended, between effect
   * and record. Retryable, once a minute, because an operator may decide meanwhile. The detail is
   * the key.
   */
  public static final String EFFECT_UNKNOWN = "patterns.EffectUnknown";

  /**
   * A key was used before for something else: another activity type, or other arguments. The
   * details are both fingerprints. Not retryable: nothing has been executed.
   */
  public static final String EFFECT_MISMATCH = "patterns.EffectMismatch";

  /**
   * An effect came after its own undo, or after an operator had barred it. Not retryable: nothing
   * has been executed.
   */
  public static final String EFFECT_BARRED = "patterns.EffectBarred";

  /**
   * A key is older than the ledger's horizon, so that nobody knows whether its effect happened. Not
   * retryable: nothing has been executed.
   */
  public static final String EFFECT_EXPIRED = "patterns.EffectExpired";

  /**
   * An effect was asked for in a way that cannot work: no key, a step that is called twice without
   * a name, arguments that have no fingerprint, a result that is too large to be kept. Not
   * retryable: nothing has been executed, or the message says that it has.
   */
  public static final String EFFECT_REFUSED = "patterns.EffectRefused";

  /**
   * A workflow id was used before to start something else: another workflow type, other arguments,
   * or by other means. The details are both fingerprints. Not retryable: nothing has been started.
   */
  public static final String START_MISMATCH = "patterns.StartMismatch";

  /**
   * A reviewer rejected an order, or nobody approved it in time. The detail is the decision. Not
   * retryable.
   */
  public static final String ORDER_REJECTED = "patterns.OrderRejected";

  /**
   * An operator's command was refused. The detail is an {@link OperatorCommand.Refusal}, which
   * names pattern, rule and value. The update fails; the run is untouched.
   */
  public static final String COMMAND_REFUSED = "patterns.CommandRefused";

  /**
   * A call, or the calls of one workflow task together, would be larger than a server accepts. The
   * server would terminate the run; the library refuses the call instead. Not retryable: nothing
   * has been scheduled.
   */
  public static final String PAYLOAD_TOO_LARGE = "patterns.PayloadTooLarge";

  /**
   * State that was restored from an earlier run is not usable: a retry was given the undo log of
   * the attempt before, for example. Not retryable, except in an activity that may be tried again
   * on a worker of a newer version.
   */
  public static final String INVALID_STATE = "patterns.InvalidState";

  private FailureTypes() {}

  /**
   * Tells whether something failed by an {@link ApplicationFailure} of a type, however it is
   * wrapped: by activity, child workflow, Nexus operation and client exceptions, or by any
   * exception of Java, to any depth. The outermost {@code ApplicationFailure} decides; its causes
   * are history.
   *
   * @param failure what was caught; {@code null} matches nothing
   * @param type the type string, one of this class or of your own
   * @return true if the failure is of that type; false also for timeouts and cancellation, which
   *     have no type, even when an earlier attempt of the type is their cause
   */
  public static boolean matches(@Nullable Throwable failure, String type) {
    Throwable current = failure;
    while (current != null && isWrapper(current)) {
      current = current.getCause();
    }
    return current instanceof ApplicationFailure application && type.equals(application.getType());
  }

  private static boolean isWrapper(Throwable failure) {
    return failure instanceof ActivityFailure
        || failure instanceof ChildWorkflowFailure
        || failure instanceof NexusOperationFailure
        || !(failure instanceof TemporalFailure);
  }
}
