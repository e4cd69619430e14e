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
 * Makes a long-running workflow pausable: it is held at safe points, with nothing under way.
 *
 * <p>Workflow code only. Create it in a field initializer or the constructor, so that its handlers
 * ({@link Pausable}) are there before the first message; one for each workflow.
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
 * <p><b>State</b>: bounded; {@link #carry} hands it to the next run. <b>Replay</b>: records nothing
 * but timers that are waited for. <b>Cancellation</b>: a cancelled run gets a {@link
 * CanceledFailure} at its next safe point, a paused one at once. <b>Threads</b>: a safe point is
 * for the workflow's main coroutine; others wrap their work in {@link #call}, {@link #perform} or
 * {@link #track}.
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
    return create(PauseOptions.newBuilder().build(), null);
  }

  /**
   * Creates a gate that goes on where one of an earlier run was. Under {@code @WorkflowInit} the
   * constructor knows the state before any message arrives.
   *
   * @param options how it works
   * @param state what {@link #carry} was given in the run before; null in the first run. One that
   *     was given to another run, which a workflow retry or a cron schedule repeats, is not taken
   *     up
   * @return the gate
   * @throws ApplicationFailure {@link FailureTypes#INVALID_STATE} if it is no state at all
   * @throws IllegalStateException if the state is of a newer schema: the workflow task is tried
   *     again until a worker knows it, and the run is untouched
   */
  static PauseGate create(PauseOptions options, @Nullable PauseState state) {
    return new DefaultPauseGate(options, state);
  }

  /**
   * A safe point. Waits while the run is paused, and goes on at once if it is not. Continues as new
   * if that is due.
   *
   * @return true to go on, false if the run was told to stop
   * @throws CanceledFailure if the run is cancelled
   */
  boolean checkpoint();

  /**
   * A safe point that also waits for a timer. The time of a pause does not count for it.
   *
   * @param timer what to wait for; it stays, over, until it is cancelled or restarted
   * @return true to go on, false if the run was told to stop, before or after the timer was over
   * @throws CanceledFailure if the run is cancelled
   */
  boolean checkpoint(ActiveTimer timer);

  /**
   * Does work that counts as under way, such as an activity or a child workflow.
   *
   * @param work blocks until it is done
   * @param <R> what it returns
   * @return what it returned
   */
  <R extends @Nullable Object> R call(Functions.Func<R> work);

  /**
   * Does work that counts as under way and returns nothing.
   *
   * @param work blocks until it is done
   */
  void perform(Functions.Proc work);

  /**
   * Counts work as under way until it has ended.
   *
   * @param work the promise of its end
   * @param <R> what it promises
   * @return the same promise
   */
  <R extends @Nullable Object> Promise<R> track(Promise<R> work);

  /**
   * Counts a child workflow as under way until it has ended, and passes on to it when the run is
   * paused, resumed or told to stop. A child that is pausable and says that it is PAUSED is not
   * under way then; any other child holds PAUSING until it ends.
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
   * Waits for tracked work, and while the run is paused for its resumption too. Whoever waits here
   * does nothing else: {@link #call}s around it are not under way meanwhile. So a run whose only
   * work are children that have paused is PAUSED itself.
   *
   * @param work what {@link #track} or {@link #trackChild} returned, or a promise made of it
   * @param <R> what it promises
   * @return what it returned
   */
  <R extends @Nullable Object> R await(Promise<R> work);

  /**
   * Returns the timer of a name; starts it if there is none. It counts active time, and is carried
   * on when the run continues as new.
   *
   * @param name at most 100 characters; a run has at most 100 timers
   * @param duration how much active time it takes
   * @return the timer
   * @throws ApplicationFailure {@link FailureTypes#PAUSE_REFUSED} if the duration is negative, or
   *     the name or one timer more is too much
   */
  ActiveTimer timer(String name, Duration duration);

  /**
   * Says how far the workflow is.
   *
   * @param progress shown by status and Web UI
   */
  void progress(Progress progress);

  /**
   * Sets a policy that is asked at each safe point: whether to pause, and why.
   *
   * @param reason returns null to go on; must neither block nor change anything
   */
  void pauseWhen(Functions.Func<@Nullable String> reason);

  /**
   * Lets the run continue as new when the server suggests it, a budget of the options is used up or
   * an operator asks for it. That happens at a safe point, once work under way has ended and
   * handlers have finished; arguments that no server would take fail the safe point by {@link
   * FailureTypes#PAYLOAD_TOO_LARGE}. Call it in the constructor.
   *
   * @param arguments makes the arguments of the next run; called at the last moment
   */
  void carry(Functions.Func1<PauseState, Object[]> arguments);

  /**
   * Runs the workflow's work and ends the gate with it. After a stop, a failure or a cancellation
   * the cleanup runs in a detached scope, within its budget; then the outcome is published in the
   * memo {@code patterns.pause}, in the Web UI and in the search attribute of the options. A
   * failure is whatever fails a run in this worker, so also an exception that its {@code
   * setFailWorkflowExceptionTypes} names; any other fails the workflow task, and nothing is cleaned
   * up.
   *
   * @param body the work; returns when all is done or a safe point said to stop
   * @param cleanup gets the outcome; not called after {@link Outcome#COMPLETED}
   * @param <R> what the body returns
   * @return what the body returned
   * @throws io.temporal.failure.TemporalFailure by which the body failed; or, after a stop, by
   *     which the cleanup failed; {@link FailureTypes#PAUSE_REFUSED} if the state was given to
   *     another run, which has cleaned up
   */
  <R extends @Nullable Object> R run(Functions.Func<R> body, Functions.Proc1<Outcome> cleanup);

  /**
   * Returns where the run stands, as the query {@code pause.status} does.
   *
   * @return the status
   */
  Status status();
}
