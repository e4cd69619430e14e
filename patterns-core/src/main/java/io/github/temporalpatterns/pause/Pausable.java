// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * What an operator can ask and tell a long-runner.
 *
 * <p>Every {@link PauseGate} registers these handlers with its run; the workflow interface need not
 * extend this one. From a client: {@code client.newWorkflowStub(Pausable.class, workflowId)}.
 *
 * <p>Each command exists as an update, which answers or refuses, and as a signal of the same name,
 * which does neither and needs no worker. Commands are idempotent by request id, also across
 * continue-as-new; the newest 1,000 ids are remembered.
 *
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
public interface Pausable {

  /**
   * Asks where it stands. Answers in every state, as of its last workflow task.
   *
   * @return the status
   */
  @QueryMethod(name = "pause.status", description = "Where the long-runner stands")
  Status pauseStatus();

  /**
   * Starts no more work; what is under way ends. {@link Phase#PAUSED} says that it has.
   *
   * @param request names the request; may say how long the pause lasts
   * @return what it changed
   */
  @UpdateMethod(name = "pause.request", description = "Pause at the next safe point")
  Receipt pauseRequest(Request request);

  /**
   * Goes on.
   *
   * @param request names the request; may say after how many safe points to pause again
   * @return what it changed
   */
  @UpdateMethod(name = "pause.resume", description = "Go on after a pause")
  Receipt pauseResume(Request request);

  /**
   * Ends the run in good order: the step under way ends, cleanup runs, and the result tells what
   * was done. Beats a pause, and cannot be taken back.
   *
   * @param request names the request
   * @return what it changed
   */
  @UpdateMethod(name = "pause.stop", description = "Finish the step, clean up and end")
  Receipt pauseStop(Request request);

  /**
   * Continues as new at the next safe point, a paused run too: that brings it onto newer code.
   *
   * @param request names the request
   * @return what it changed
   */
  @UpdateMethod(name = "pause.rollOver", description = "Continue as new at the next safe point")
  Receipt pauseRollOver(Request request);

  /**
   * The signal for {@link #pauseRequest}.
   *
   * @param request names the request
   */
  @SignalMethod(name = "pause.request", description = "Pause at the next safe point")
  void signalPause(Request request);

  /**
   * The signal for {@link #pauseResume}.
   *
   * @param request names the request
   */
  @SignalMethod(name = "pause.resume", description = "Go on after a pause")
  void signalResume(Request request);

  /**
   * The signal for {@link #pauseStop}.
   *
   * @param request names the request
   */
  @SignalMethod(name = "pause.stop", description = "Finish the step, clean up and end")
  void signalStop(Request request);

  /**
   * The signal for {@link #pauseRollOver}.
   *
   * @param request names the request
   */
  @SignalMethod(name = "pause.rollOver", description = "Continue as new at the next safe point")
  void signalRollOver(Request request);

  /**
   * Tells a parent that one of its children is PAUSED, or not any more. The child's gate sends it.
   *
   * @param workflowId the child
   * @param requestId the pause that it answers
   * @param paused whether it is
   */
  @SignalMethod(name = "pause.child", description = "A child is paused, or not any more")
  void signalChild(String workflowId, String requestId, boolean paused);

  /**
   * Refuses a pause that is not fully named, or comes too late.
   *
   * @param request the update's argument
   */
  @UpdateValidatorMethod(updateName = "pause.request")
  void checkPauseRequest(Request request);

  /**
   * Refuses a resumption that is not fully named, or comes too late.
   *
   * @param request the update's argument
   */
  @UpdateValidatorMethod(updateName = "pause.resume")
  void checkPauseResume(Request request);

  /**
   * Refuses a stop that is not fully named, or comes too late.
   *
   * @param request the update's argument
   */
  @UpdateValidatorMethod(updateName = "pause.stop")
  void checkPauseStop(Request request);

  /**
   * Refuses a roll-over of a run that does not continue as new.
   *
   * @param request the update's argument
   */
  @UpdateValidatorMethod(updateName = "pause.rollOver")
  void checkPauseRollOver(Request request);

  /** What can be asked of a long-runner. */
  enum Verb {
    /** Hold at the next safe point. */
    PAUSE,
    /** Go on. */
    RESUME,
    /** End in good order. */
    STOP,
    /** Continue as new. */
    ROLL_OVER
  }

  /** Where a long-runner stands. */
  enum Phase {
    /** Works, or waits for what it wants to work on. */
    RUNNING,
    /** Asked to pause; something is still under way. */
    PAUSING,
    /** Nothing is under way, and nothing begins before it is resumed. */
    PAUSED,
    /** Asked to stop; something is under way, or it cleans up. */
    STOPPING,
    /** Over. */
    ENDED
  }

  /** How a long-runner ended. */
  enum Outcome {
    /** All was done. */
    COMPLETED,
    /** It was told to stop. */
    STOPPED,
    /** Its run was cancelled. */
    CANCELED,
    /** A step failed. */
    FAILED
  }

  /** What became of a command. */
  enum Effect {
    /** It is obeyed. */
    DONE,
    /** It is as it should be already. */
    NO_CHANGE,
    /** The same request has been taken before. */
    REPEATED,
    /** It makes no sense, or no sense any more. Only a signal comes to that; an update fails. */
    REFUSED
  }

  /**
   * A command.
   *
   * @param requestId unique per command, at most 100 characters
   * @param by who asks, at most 200 characters
   * @param reason why, at most 500 characters
   * @param safePoints how many safe points a resumption is good for; null for any number
   * @param length how long a pause lasts; null for until it is resumed
   * @param reply whether the parent workflow is told of PAUSED; null unless its gate asks
   */
  @Wire
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Request(
      String requestId,
      String by,
      String reason,
      @Nullable Integer safePoints,
      @Nullable Duration length,
      @Nullable Boolean reply) {

    /**
     * A command that needs nothing else.
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
     * Lets a resumption go on for some safe points only, and then pause again.
     *
     * @param count 1 or more
     * @return the command with it
     */
    public Request safePoints(int count) {
      return new Request(requestId, by, reason, count, length, reply);
    }

    /**
     * Lets a pause end by itself, which costs a timer.
     *
     * @param time more than zero
     * @return the command with it
     */
    public Request lasting(Duration time) {
      return new Request(requestId, by, reason, safePoints, time, reply);
    }
  }

  /**
   * What a command changed.
   *
   * @param effect what became of it
   * @param phase where the long-runner stood right after it
   */
  @Wire
  record Receipt(Effect effect, Phase phase) {}

  /**
   * A pause.
   *
   * @param by who asked
   * @param reason why
   * @param since when it was asked for
   * @param until when it ends by itself, or null
   * @param thenStop whether the run is stopped then; otherwise it goes on
   */
  @Wire
  record Hold(String by, String reason, Instant since, @Nullable Instant until, boolean thenStop) {}

  /**
   * A line of the audit trail.
   *
   * @param verb what was asked
   * @param requestId by which request; null if a policy asked
   * @param by who asked
   * @param reason why, or why it was refused
   * @param at when, in the time of the workflow
   * @param effect what became of it
   */
  @Wire
  record Entry(
      Verb verb, @Nullable String requestId, String by, String reason, Instant at, Effect effect) {}

  /**
   * How far it is.
   *
   * @param done what is done, in units of the workflow's choice
   * @param total how much there is; null if that is unknown
   * @param next what comes next, for people; null if unknown
   */
  @Wire
  record Progress(long done, @Nullable Long total, @Nullable String next) {}

  /**
   * Where a long-runner stands.
   *
   * @param phase what it does
   * @param hold the pause, if it is paused or pausing
   * @param outcome how it ended, if it has
   * @param progress how far it is
   * @param active the time it was not paused, over all its runs
   * @param inFlight work under way
   * @param childrenAtWork children that are not paused, the first 10
   * @param safePoints safe points that it has passed, over all its runs
   * @param run how often it has continued as new
   * @param timers what is left of its timers, in active time
   * @param audit the newest entries of the audit trail, oldest first
   * @param auditDropped how many older ones are gone
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
      List<Entry> audit,
      long auditDropped) {

    /** {@return what is done in a second of active time} */
    public double rate() {
      return active.isZero() ? 0 : progress.done() * 1000.0 / active.toMillis();
    }

    /** {@return the active time left at that rate; null if that is unknown} */
    public @Nullable Duration left() {
      Long total = progress.total();
      return total == null || rate() == 0
          ? null
          : Duration.ofMillis((long) (Math.max(0, total - progress.done()) * 1000 / rate()));
    }
  }
}
