// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The query, updates and signals by which operators inspect and control a long-running workflow.
 *
 * <p>Every {@link PauseGate} registers these handlers with its run; the workflow interface does not
 * have to extend this one. From a client: {@code PatternOperator.of(client).at(Pausable.class,
 * workflowId)}.
 *
 * <p>Each command is an update, and a signal of the same name. An update is answered, or refused by
 * {@link io.github.temporalpatterns.FailureTypes#COMMAND_REFUSED}. A signal is not answered and
 * needs no worker; one that is refused leaves a line in the audit trail. A repeated command is
 * answered as the first time, also after continue-as-new.
 *
 * <p>The effect in an answer is the {@link Phase} right after the command, such as {@code PAUSING},
 * or {@code no change: PAUSED} if the command changed nothing.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public interface Pausable {

  /**
   * Returns the status, as of the last workflow task. Answers in every phase.
   *
   * @return the status
   */
  @QueryMethod(name = "pause.status", description = "Phase, progress and audit trail of the run")
  Status pauseStatus();

  /**
   * Pauses the run at its next safe point. Work in progress ends first; {@link Phase#PAUSED} says
   * that it has.
   *
   * @param request the command; may say how long the pause lasts
   * @return what became of it
   */
  @UpdateMethod(name = "pause.request", description = "Pause at the next safe point")
  AuditEntry pauseRequest(Request request);

  /**
   * Resumes the run.
   *
   * @param request the command; may say after how many safe points to pause again
   * @return what became of it
   */
  @UpdateMethod(name = "pause.resume", description = "Resume after a pause")
  AuditEntry pauseResume(Request request);

  /**
   * Ends the run early: the step in progress ends, the cleanup runs, and the workflow returns its
   * result. A stop also ends a pause, and cannot be taken back.
   *
   * @param request the command
   * @return what became of it
   */
  @UpdateMethod(name = "pause.stop", description = "Finish the step, clean up and end")
  AuditEntry pauseStop(Request request);

  /**
   * Continues as new at the next safe point, also while the run is paused. The next run can use
   * newer code.
   *
   * @param request the command
   * @return what became of it
   */
  @UpdateMethod(name = "pause.rollOver", description = "Continue as new at the next safe point")
  AuditEntry pauseRollOver(Request request);

  /**
   * The signal for {@link #pauseRequest}.
   *
   * @param request the command
   */
  @SignalMethod(name = "pause.request", description = "Pause at the next safe point")
  void signalPause(Request request);

  /**
   * The signal for {@link #pauseResume}.
   *
   * @param request the command
   */
  @SignalMethod(name = "pause.resume", description = "Resume after a pause")
  void signalResume(Request request);

  /**
   * The signal for {@link #pauseStop}.
   *
   * @param request the command
   */
  @SignalMethod(name = "pause.stop", description = "Finish the step, clean up and end")
  void signalStop(Request request);

  /**
   * The signal for {@link #pauseRollOver}.
   *
   * @param request the command
   */
  @SignalMethod(name = "pause.rollOver", description = "Continue as new at the next safe point")
  void signalRollOver(Request request);

  /**
   * Tells a parent that one of its children is PAUSED, or is no longer. The child's gate sends it.
   *
   * @param workflowId the child's workflow id
   * @param requestId the id of the pause that the child reports about
   * @param paused whether the child is paused
   */
  @SignalMethod(name = "pause.child", description = "A child is paused, or is no longer")
  void signalChild(String workflowId, String requestId, boolean paused);

  /**
   * Refuses a pause that is incomplete, or comes after a stop.
   *
   * @param request the update's argument
   */
  @UpdateValidatorMethod(updateName = "pause.request")
  void checkPauseRequest(Request request);

  /**
   * Refuses a resume that is incomplete, or comes after a stop.
   *
   * @param request the update's argument
   */
  @UpdateValidatorMethod(updateName = "pause.resume")
  void checkPauseResume(Request request);

  /**
   * Refuses a stop that is incomplete.
   *
   * @param request the update's argument
   */
  @UpdateValidatorMethod(updateName = "pause.stop")
  void checkPauseStop(Request request);

  /**
   * Refuses to roll over a run that does not continue as new, or is stopping.
   *
   * @param request the update's argument
   */
  @UpdateValidatorMethod(updateName = "pause.rollOver")
  void checkPauseRollOver(Request request);

  /** A command to a long-running workflow. */
  enum Verb {
    /** Pause at the next safe point. */
    PAUSE("pause"),
    /** Resume. */
    RESUME("resume"),
    /** End early, after the step in progress and the cleanup. */
    STOP("stop"),
    /** Continue as new. */
    ROLL_OVER("rollOver");

    /** The verb in the audit trail. */
    final String word;

    Verb(String word) {
      this.word = word;
    }
  }

  /** The phase of a long-running workflow. */
  enum Phase {
    /** Not paused: works, or waits for a timer or other input. */
    RUNNING,
    /** Asked to pause; work is still in progress. */
    PAUSING,
    /** Nothing is in progress, and nothing begins before the run is resumed. */
    PAUSED,
    /** Asked to stop; work is in progress, or the cleanup runs. */
    STOPPING,
    /** Ended. */
    ENDED
  }

  /** How a long-running workflow ended. */
  enum Outcome {
    /** It did all its work. */
    COMPLETED,
    /** An operator or a maximum pause stopped it. */
    STOPPED,
    /** Its run was cancelled. */
    CANCELED,
    /** A step failed. */
    FAILED
  }

  /**
   * A command.
   *
   * @param requestId unique per command, at most 100 characters
   * @param by who asks, at most 200 characters
   * @param reason why, at most 500 characters
   * @param safePoints in a resume, after how many safe points to pause again; null for never
   * @param length in a pause, how long it lasts; null for until it is resumed
   * @param reply whether to tell the parent workflow of PAUSED; set by the parent's gate only
   */
  @Wire
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Request(
      String requestId,
      String by,
      String reason,
      @Nullable Integer safePoints,
      @Nullable Duration length,
      @Nullable Boolean reply)
      implements OperatorCommand {

    /**
     * Creates a command without further parts.
     *
     * @param requestId unique per command
     * @param by who asks
     * @param reason why
     * @return the command
     */
    public static Request of(String requestId, String by, String reason) {
      return new Request(requestId, by, reason, null, null, null);
    }

    /**
     * Makes a resume pause the run again after some safe points.
     *
     * @param count 1 or more
     * @return a copy of the command with this part
     */
    public Request safePoints(int count) {
      return new Request(requestId, by, reason, count, length, reply);
    }

    /**
     * Makes a pause end by itself, which costs a timer.
     *
     * @param time more than zero
     * @return a copy of the command with this part
     */
    public Request lasting(Duration time) {
      return new Request(requestId, by, reason, safePoints, time, reply);
    }
  }

  /**
   * A pause.
   *
   * @param by who paused the run
   * @param reason why
   * @param since when the pause was requested
   * @param until when the pause ends by itself; null for never
   * @param thenStop whether the run is stopped then; otherwise it is resumed
   */
  @Wire
  record Hold(String by, String reason, Instant since, @Nullable Instant until, boolean thenStop) {}

  /**
   * How far the work is.
   *
   * @param done how much is done, in units of the workflow's choice
   * @param total how much there is in all; null if unknown
   * @param next what comes next, in words; null if unknown
   */
  @Wire
  record Progress(long done, @Nullable Long total, @Nullable String next) {}

  /**
   * The status of a long-running workflow.
   *
   * @param phase its phase
   * @param hold the pause; null unless the phase is PAUSING or PAUSED
   * @param outcome how it ended; null unless it has
   * @param progress how far the work is
   * @param active the time that it was not paused, over all its runs
   * @param inFlight how many calls are in progress
   * @param childrenAtWork workflow ids of the first 10 children that a pause still waits for
   * @param safePoints how many safe points it has passed, over all its runs
   * @param run how often it has continued as new
   * @param timers the active time left of each timer, by name
   * @param audit the newest 100 entries of the audit trail, oldest first
   * @param auditDropped how many older entries were dropped
   */
  @Wire
  record Status(
      Phase phase,
      @Nullable Hold hold,
      @Nullable Outcome outcome,
      Progress progress,
      Duration active,
      int inFlight,
      List<String> childrenAtWork,
      long safePoints,
      int run,
      Map<String, Duration> timers,
      List<AuditEntry> audit,
      long auditDropped) {

    /** {@return units done per second of active time} */
    public double rate() {
      return active.isZero() ? 0 : progress.done() * 1000.0 / active.toMillis();
    }

    /** {@return the active time left at that rate; null if unknown} */
    public @Nullable Duration left() {
      Long total = progress.total();
      return total == null || rate() == 0
          ? null
          : Duration.ofMillis((long) (Math.max(0, total - progress.done()) * 1000 / rate()));
    }
  }
}
