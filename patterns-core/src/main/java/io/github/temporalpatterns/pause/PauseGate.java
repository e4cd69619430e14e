// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.pause.Pausable.Outcome;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.github.temporalpatterns.pause.Pausable.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Makes a long-running workflow pausable. The run pauses at safe points, with nothing in progress.
 *
 * <p>Workflow code only. Create the gate in a field initializer or the constructor, so that its
 * handlers ({@link Pausable}) are registered before the first message arrives. A run has one gate;
 * a second one throws {@link IllegalStateException}, which fails the workflow task.
 *
 * <pre>{@code
 * private final PauseGate gate = PauseGate.create();
 *
 * public int copy(List<String> files) {
 *   int done = 0;
 *   while (done < files.size() && gate.checkpoint()) {
 *     String file = files.get(done);
 *     gate.perform(() -> activities.copy(file));
 *     gate.progress(new Progress(++done, (long) files.size(), null));
 *   }
 *   return done;
 * }
 * }</pre>
 *
 * <p><b>State</b>: bounded; {@link #carry} passes it to the next run. <b>Replay</b>: the gate
 * records only timers that are waited for. <b>Cancellation</b>: a cancelled run gets a {@link
 * CanceledFailure} at its next safe point, a paused one at once. <b>Threads</b>: only the
 * workflow's main coroutine may use safe points; other coroutines wrap their work in {@link #call},
 * {@link #perform} or {@link #track}.
 *
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public interface PauseGate {

  /**
   * Creates a gate with default options, for a workflow that does not continue as new.
   *
   * @return the gate
   */
  static PauseGate create() {
    return restore(PauseOptions.newBuilder().build(), null);
  }

  /**
   * Creates a gate that continues where the gate of the previous run ended. A {@code @WorkflowInit}
   * constructor has the state before any message arrives.
   *
   * @param options the options
   * @param state what {@link #carry} passed on in the previous run; null in the first run. A state
   *     that was passed to another run, which a workflow retry or a cron schedule repeats, is not
   *     used
   * @return the gate
   * @throws ApplicationFailure {@link FailureTypes#INVALID_STATE} if it is no state at all
   * @throws IllegalStateException if the state has a newer schema: the workflow task is retried
   *     until a worker knows the schema. Also if the run has a gate already
   */
  static PauseGate restore(PauseOptions options, @Nullable PauseState state) {
    return new DefaultPauseGate(options, state);
  }

  /**
   * A safe point. Waits while the run is paused, and continues as new if that is due; otherwise
   * returns at once.
   *
   * @return true to continue, false if the run is to stop
   * @throws CanceledFailure if the run is cancelled
   */
  boolean checkpoint();

  /**
   * A safe point that also waits for a timer. The timer does not run during a pause.
   *
   * @param timer what to wait for; it stays over until it is cancelled or restarted
   * @return true to continue, false if the run is to stop, whether the timer is over or not
   * @throws CanceledFailure if the run is cancelled
   */
  boolean checkpoint(ActiveTimer timer);

  /**
   * Performs work that counts as in progress, such as an activity.
   *
   * @param work blocks until it is done
   * @param <R> what it returns
   * @return what it returned
   */
  <R extends @Nullable Object> R call(Functions.Func<R> work);

  /**
   * Performs work that counts as in progress and returns nothing.
   *
   * @param work blocks until it is done
   */
  void perform(Functions.Proc work);

  /**
   * Counts work as in progress until it has ended.
   *
   * @param work the promise of its end
   * @param <R> what it promises
   * @return the same promise
   */
  <R extends @Nullable Object> Promise<R> track(Promise<R> work);

  /**
   * Counts a child workflow as in progress until it has ended, and pauses, resumes and stops it
   * together with the run. A child that reports that it is PAUSED is not in progress. A child
   * without a gate keeps the run PAUSING until it ends.
   *
   * <pre>{@code
   * Promise<Long> end = Async.function(child::run, job);
   * long bytes = gate.await(gate.trackChild(Workflow.getWorkflowExecution(child), end));
   * }</pre>
   *
   * @param started the promise of its start
   * @param end the promise of its end
   * @param <R> what it returns
   * @return the promise of its end
   */
  <R extends @Nullable Object> Promise<R> trackChild(
      Promise<WorkflowExecution> started, Promise<R> end);

  /**
   * Waits for tracked work, and during a pause also for the end of the pause. A {@link #call}
   * around it is not in progress meanwhile. A run that only waits for paused children is therefore
   * PAUSED itself.
   *
   * @param work what {@link #track} or {@link #trackChild} returned, or a promise made from it
   * @param <R> what it promises
   * @return what it returned
   */
  <R extends @Nullable Object> R await(Promise<R> work);

  /**
   * Returns the timer of a name, and starts it if there is none. The timer counts active time, and
   * is carried to the next run at continue-as-new.
   *
   * @param name at most 100 characters; a run has at most 100 timers
   * @param duration the active time that it takes
   * @return the timer
   * @throws ApplicationFailure {@link FailureTypes#PAUSE_REFUSED} if the duration is negative, the
   *     name is too long, or there are too many timers
   */
  ActiveTimer timer(String name, Duration duration);

  /**
   * Sets how far the work is.
   *
   * @param progress shown in the status and the Web UI
   */
  void progress(Progress progress);

  /**
   * Sets a policy that decides at each safe point whether to pause the run, and why.
   *
   * @param reason returns the reason, or null to continue; must not block or change anything
   */
  void pauseWhen(Functions.Func<@Nullable String> reason);

  /**
   * Lets the run continue as new when the server suggests it, when a budget of the options is used
   * up, or when an operator asks for it. That happens at a safe point, after work in progress has
   * ended and handlers have finished. Arguments that are larger than a server accepts fail the safe
   * point with {@link FailureTypes#PAYLOAD_TOO_LARGE}. Call this method in the constructor.
   *
   * @param arguments makes the arguments of the next run; called right before continue-as-new
   */
  void carry(Functions.Func1<PauseState, Object[]> arguments);

  /**
   * Runs the workflow's work. After a stop, a failure or a cancellation the cleanup runs in a
   * detached scope, within its budget. Then the outcome is written to the memo {@code
   * patterns.pause}, the Web UI and the search attribute of the options. A failure is any exception
   * that fails a run in this worker, including those that {@code setFailWorkflowExceptionTypes}
   * names. Other exceptions fail the workflow task, and nothing is cleaned up.
   *
   * @param body the work; returns when all is done or a safe point returned false
   * @param cleanup gets the outcome; not called after {@link Outcome#COMPLETED}
   * @param <R> what the body returns
   * @return what the body returned
   * @throws io.temporal.failure.TemporalFailure the failure of the body; after a stop, the failure
   *     of the cleanup; {@link FailureTypes#PAUSE_REFUSED} if the state was passed to another run,
   *     which has cleaned up
   */
  <R extends @Nullable Object> R run(Functions.Func<R> body, Functions.Proc1<Outcome> cleanup);

  /**
   * Returns the status, as the query {@code pause.status} does.
   *
   * @return the status
   */
  Status status();
}
