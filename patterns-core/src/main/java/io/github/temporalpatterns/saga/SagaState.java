// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import io.github.temporalpatterns.ExecutionVerdict;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.OperatorLog;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.Wire;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The undo log: what continue-as-new carries and what the query {@code saga.log} shows.
 *
 * <p>Written and read by the library; a workflow only passes it on. Its JSON is the same whatever
 * mapper the workers' data converter has. Unknown properties are ignored, so that workers of
 * neighbouring versions can share a run; a greater {@code schema} is refused.
 *
 * @param schema version of this record's meaning, now {@value #SCHEMA}
 * @param root key of the saga, whose parts the steps are
 * @param round how many sagas this chain has begun
 * @param pivoted whether the point of no return was passed
 * @param deadlineMillis workflow time at which the deadline passes, in milliseconds since the epoch
 * @param entries one per step, oldest first
 * @param operators what the saga remembers of its operators; null if there were none
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@Wire
public record SagaState(
    int schema,
    IdempotencyKey root,
    int round,
    boolean pivoted,
    @Nullable Long deadlineMillis,
    List<Entry> entries,
    @Nullable OperatorLog operators) {

  /** The schema that this version writes: {@value}. */
  public static final int SCHEMA = 1;

  /** What a stored call is made with. */
  public enum Target {
    /** An activity. */
    ACTIVITY,
    /** A local activity. */
    LOCAL_ACTIVITY,
    /** A child workflow. */
    CHILD_WORKFLOW
  }

  /**
   * One step of the log.
   *
   * @param name the step's name
   * @param key the step's key
   * @param nest path of the nested saga it belongs to, empty for the outer one
   * @param group group of steps undone in parallel
   * @param after names of the steps it builds upon
   * @param definitionVersion the definition that registered it
   * @param verdict whether the forward call ran
   * @param undoFromResult whether its undo is made from the step's result
   * @param undoDropped whether the body dropped its undo
   * @param undo the call that takes it back, as far as known
   * @param confirm the call that runs after success
   */
  @Wire
  public record Entry(
      String name,
      IdempotencyKey key,
      String nest,
      @Nullable String group,
      List<String> after,
      int definitionVersion,
      ExecutionVerdict verdict,
      boolean undoFromResult,
      boolean undoDropped,
      @Nullable Call undo,
      @Nullable Call confirm) {}

  /**
   * A call as data.
   *
   * @param target what it is made with
   * @param type activity or workflow type
   * @param arguments in order, as the run's data converter wrote them, without its codec
   * @param options how it is made
   * @param recovery what became of it so far
   */
  @Wire
  public record Call(
      Target target,
      String type,
      List<Encoded> arguments,
      CallOptions options,
      SagaReport.RecoveryReport recovery) {}

  /**
   * The options that travel with a call. Null and zero mean: the server's default.
   *
   * @param taskQueue the task queue
   * @param startToClose bound of one attempt
   * @param scheduleToClose bound of all attempts together
   * @param scheduleToStart bound of the wait for a worker
   * @param heartbeat bound between heartbeats
   * @param initialInterval first retry delay
   * @param backoff coefficient of the delays
   * @param maximumInterval greatest retry delay
   * @param maximumAttempts 0 for no bound
   * @param doNotRetry failure types that are not retried
   * @param localRetryThreshold retry delay of a local activity above which a timer is used
   */
  @Wire
  public record CallOptions(
      @Nullable String taskQueue,
      @Nullable Duration startToClose,
      @Nullable Duration scheduleToClose,
      @Nullable Duration scheduleToStart,
      @Nullable Duration heartbeat,
      @Nullable Duration initialInterval,
      double backoff,
      @Nullable Duration maximumInterval,
      int maximumAttempts,
      List<String> doNotRetry,
      @Nullable Duration localRetryThreshold) {}
}
