// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.RunsIn;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Undoes the finished steps of a business transaction when a later step fails or the run is
 * cancelled.
 *
 * <p>Workflow code only. Use it when several services must all succeed or all be put back, and each
 * offers a call that takes its work back. It is not a retry: give the steps a retry policy for
 * that. It cannot act on termination or on a run timeout; set {@link
 * SagaOptions.Builder#setDeadline} inside the run timeout instead.
 *
 * <pre>{@code
 * private final SagaCompensator saga = SagaCompensator.create(SagaOptions.newBuilder(steps).build());
 *
 * public Confirmation book(Trip trip) {
 *   return saga.run(steps -> {
 *     String flight = steps.step("flight")
 *         .undo(Bookings.class, (b, key) -> b.cancelFlight(key.toString()))
 *         .call(Bookings.class, (b, key) -> b.bookFlight(key.toString(), trip));
 *     ...
 *     return new Confirmation(flight, hotel);
 *   });
 * }
 * }</pre>
 *
 * <p><b>The undo log is data.</b> The lambda given to {@code undo} runs once, at registration,
 * against a recording stub: what is kept is the activity type, its encoded arguments and its
 * options, never the lambda. So the log can be queried, carried through continue-as-new and
 * executed by a rewritten workflow class. Arguments are encoded by the run's own data converter,
 * which must be able to read them again; that is checked at once.
 *
 * <p><b>Register before.</b> An undo is in the log before its step is scheduled, because a step
 * that timed out may still have acted. A step proved {@link
 * io.github.temporalpatterns.ExecutionVerdict#NOT_EXECUTED} is not undone. The participant must
 * therefore accept an undo for a key that it has never seen.
 *
 * <p><b>Replay.</b> A step records what a hand-written activity call records, nothing more. Undo
 * calls are ordinary activities, local ones or child workflows. A saga that does not simply
 * complete adds one memo upsert; a deadline adds a timer, and so does an undo or confirm, for its
 * budget. Step names, their order and the calls of a running saga are part of its history: change
 * them behind {@code Workflow.getVersion}.
 *
 * <p><b>Threads.</b> One instance belongs to one run; create it in a field initializer or
 * constructor, so that its handlers ({@link SagaOperator}) exist before the first message. Steps
 * may be started from several coroutines of the run.
 *
 * <p><b>Failures.</b> If every undo succeeded, {@link #run} rethrows the body's failure as it is.
 * See {@code run} for the others. What only wrong code can do, such as a lambda that makes two
 * calls, throws an {@link IllegalArgumentException} or {@link IllegalStateException}: the workflow
 * task fails, nothing is undone, and the saga goes on once mended code is deployed. An exception
 * that would fail the task does so even if the workflow catches it outside of the saga.
 *
 * <p><b>Cancellation.</b> A cancel request reaches the body, running steps are waited for, then the
 * undo runs in a detached scope that further requests do not reach. The Java SDK closes a run that
 * was asked to cancel as CANCELED whatever the workflow returns, so the outcome is published first:
 * memo {@value SagaReport#MEMO}, current details, and the search attribute if one is configured.
 *
 * @see <a
 *     href="https://github.com/temporalpatterns/temporal-patterns/blob/main/docs/patterns/saga.md">saga.md</a>
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public interface SagaCompensator {

  /**
   * Creates a saga for a new run.
   *
   * @param options how steps and undos run
   * @return the saga; registers the handlers of {@link SagaOperator} with the run
   * @throws IllegalStateException if the run has a saga already
   */
  static SagaCompensator create(SagaOptions options) {
    return new DefaultSagaCompensator(options, null);
  }

  /**
   * Creates a saga that goes on where a former run of this workflow left it.
   *
   * @param options how steps and undos run from now on; undos already in the log keep their own
   * @param state what {@link #state} gave to the former run's continue-as-new; null starts afresh
   * @return the saga, with the carried undo log
   * @throws IllegalStateException if the run has a saga already, or the state was written by a
   *     newer version of this library: the workflow task fails until that version is deployed
   */
  static SagaCompensator restore(SagaOptions options, @Nullable SagaState state) {
    return new DefaultSagaCompensator(options, state);
  }

  /**
   * Runs the body and, if it fails in a way that compensates, undoes what it did.
   *
   * <p>May be called again after it has returned or thrown: each call is a saga of its own.
   *
   * @param body the business transaction; every effect it has belongs into a step
   * @param <R> the result's type
   * @return the body's result, after all steps have settled and all confirms have run
   * @throws io.temporal.failure.TemporalFailure the body's own failure, if every undo succeeded or
   *     none was needed, or if it failed after the pivot
   * @throws io.temporal.failure.CanceledFailure if the run was cancelled, whatever the undos did
   * @throws io.temporal.failure.ApplicationFailure {@code patterns.SagaUndoFailed}, non-retryable,
   *     if an undo did not succeed: its cause is the body's failure, its detail the {@link
   *     SagaReport}; {@code patterns.SagaConfirmFailed} likewise for a confirm; {@code
   *     patterns.SagaDeadline} if the deadline passed; {@code patterns.SagaBodyError} for an error
   *     named in {@link SagaOptions.Builder#setCompensateOn}; {@code patterns.InvalidState} if this
   *     run is a retry that was given the undo log of the attempt before, which may have undone it
   * @throws IllegalStateException if a saga of this run is still running, or a step was declared
   *     and never called
   */
  <R extends @Nullable Object> R run(Functions.Func1<Steps, R> body);

  /**
   * Undoes now what was done so far and closes the saga: steps started later are refused. The body
   * goes on after the call. A second call, and one after the pivot or the end of {@link #run}, does
   * nothing but answer.
   *
   * @return the report after the undo
   * @throws IllegalStateException after {@link #state}
   */
  SagaReport compensate();

  /**
   * Returns the undo log for continue-as-new. Compute it last, as an argument of {@code
   * Workflow.continueAsNew}, inside the body. A step after it is refused, and so is continue-as-new
   * without it while an undo or a confirm is due: the workflow task fails.
   *
   * @return the log: bounded, at most one payload
   * @throws io.temporal.failure.CanceledFailure if cancellation was requested: continuing would
   *     lose the undo
   * @throws io.temporal.failure.ApplicationFailure {@code patterns.SagaClosed} if an undo has
   *     begun; {@code patterns.InvalidState} in a run with a cron schedule, which would start its
   *     next run with the log of the last; {@code patterns.PayloadTooLarge} if the log exceeds a
   *     payload
   * @throws IllegalStateException if a step is in flight
   */
  SagaState state();

  /**
   * Returns what happened so far. Issues no command; also served to operators by the query {@code
   * saga.report}.
   *
   * @return an immutable snapshot
   */
  SagaReport report();

  /** Names and starts the steps of one saga, or of one nested saga. */
  interface Steps {

    /**
     * Begins the description of a step; nothing is scheduled before one of {@link Step}'s {@code
     * call} or {@code run} methods.
     *
     * @param name what operators see: 1 to 200 characters, best unique within the saga
     * @return the step
     */
    Step step(String name);

    /**
     * Runs a nested saga. If the block fails, only its steps are undone, then the failure is
     * rethrown, or {@code patterns.SagaUndoFailed} thrown if an undo did not succeed; if it
     * succeeds and the outer saga fails later, its steps are undone with the rest.
     *
     * @param name prefix of the steps' names
     * @param block the nested transaction
     * @param <R> the result's type
     * @return the block's result
     */
    <R extends @Nullable Object> R nested(String name, Functions.Func1<Steps, R> block);

    /**
     * Runs a nested saga as a savepoint: if the block fails, its steps are undone and the block
     * runs again, with new keys.
     *
     * @param name prefix of the steps' names
     * @param retry attempts (at least 1, bounded), intervals, and the failure types not to retry
     * @param block the nested transaction
     * @param <R> the result's type
     * @return the block's result
     */
    <R extends @Nullable Object> R nested(
        String name, RetryOptions retry, Functions.Func1<Steps, R> block);

    /**
     * Marks the point of no return, after the steps before it have succeeded. From here on nothing
     * is undone: a failure ends the saga as {@link SagaReport.Outcome#FAILED_AFTER_PIVOT}, and a
     * cancel request or the deadline no longer reaches the body. Steps after the pivot should retry
     * without limit.
     */
    void pivot();

    /**
     * Drops the undo of an earlier step: what it did, or will have done, stays. Its confirm does
     * not. Cannot be taken back.
     *
     * @param step name of an earlier step of the same saga; its last execution is meant
     * @throws io.temporal.failure.ApplicationFailure {@code patterns.SagaInvalidStep} if there is
     *     none; {@code patterns.SagaClosed} if an undo has begun
     */
    void dropUndo(String step);
  }

  /**
   * One step: first what takes it back, then the call, which is the last. Whatever is set after the
   * call is refused by an {@link IllegalStateException}.
   *
   * <p>Lambdas for an {@code api} get a recording stub of that interface and the step's key, and
   * must be exactly one call whose result is returned unchanged. {@code api} is an activity
   * interface or a workflow interface; the latter runs as a child workflow. The key is the same for
   * the step, its undo and its confirm, unique per execution of a step, and survives replay, reset
   * and continue-as-new: give it to the participant as idempotency key. With the plugin of {@code
   * idempotency} the activity of a step has it without being given it, and the one of the undo has
   * its {@link IdempotencyKey#undoing() undo key}.
   */
  interface Step {

    /**
     * Sets the activity options of this step's forward call. They replace the saga's, nothing is
     * merged: start from {@code toBuilder()} of those.
     *
     * @param options default: those of {@link SagaOptions#newBuilder}
     * @return this
     */
    Step options(ActivityOptions options);

    /**
     * Sets the options of this step's forward call when it is a child workflow.
     *
     * @param options default: the SDK's, with a workflow id made from the key
     * @return this
     */
    Step options(ChildWorkflowOptions options);

    /**
     * Sets the options of this step's undo and confirm.
     *
     * @param options default: {@link SagaOptions.Builder#setUndoOptions}
     * @return this
     */
    Step undoOptions(ActivityOptions options);

    /**
     * Runs this step's undo and confirm as local activities. The undo's budget does not end one
     * that is running: its own timeouts do.
     *
     * @param options needs a start-to-close or schedule-to-close timeout
     * @return this
     */
    Step undoOptions(LocalActivityOptions options);

    /**
     * Puts this step into a group: neighbouring steps of one group are undone in parallel.
     *
     * @param name the group's name
     * @return this
     */
    Step group(String name);

    /**
     * Declares which steps this one builds upon; they are undone after it. Counts under {@link
     * SagaOptions.UndoOrder#DEPENDENCIES}.
     *
     * @param steps names of earlier steps of the same saga
     * @return this
     */
    Step after(String... steps);

    /**
     * Registers the call that takes this step back, once. Its arguments are fixed now, and must
     * survive the data converter of the run: written and read again as the parameters of the call.
     *
     * @param api activity or workflow interface
     * @param call exactly one call
     * @param <A> the interface
     * @return this
     */
    <A> Step undo(Class<A> api, Functions.Proc2<? super A, IdempotencyKey> call);

    /**
     * Registers a call that runs after the whole saga succeeded, retried as an undo is and never
     * taken back.
     *
     * @param api activity or workflow interface
     * @param call exactly one call
     * @param <A> the interface
     * @return this
     */
    <A> Step confirm(Class<A> api, Functions.Proc2<? super A, IdempotencyKey> call);

    /**
     * Runs the step and waits for its result. For a call without one, see {@link #run}.
     *
     * @param api activity or workflow interface
     * @param call exactly one call
     * @param <A> the interface
     * @param <R> the result's type
     * @return the result
     * @throws io.temporal.failure.TemporalFailure the call's failure
     * @throws io.temporal.failure.ApplicationFailure {@code patterns.PayloadTooLarge}, {@code
     *     patterns.SagaInvalidStep} or {@code patterns.SagaClosed}, before anything is scheduled
     * @throws IllegalStateException if the step is called a second time, outside of its saga's body
     *     or after {@link SagaCompensator#state}
     */
    <A, R extends @Nullable Object> R call(
        Class<A> api, Functions.Func2<? super A, IdempotencyKey, ? extends R> call);

    /**
     * Runs the step; once its result is known, the undo becomes a call made from that result. With
     * no {@link #undo} registered before, this registers after: a step whose outcome is unknown is
     * then not undone but listed in the report.
     *
     * @param api activity or workflow interface
     * @param call exactly one call
     * @param undo exactly one call, made from the result
     * @param <A> the interface
     * @param <R> the result's type
     * @return the result
     */
    <A, R extends @Nullable Object> R call(
        Class<A> api,
        Functions.Func2<? super A, IdempotencyKey, ? extends R> call,
        Functions.Proc2<? super A, ? super R> undo);

    /**
     * Runs a step without result.
     *
     * @param api activity or workflow interface
     * @param call exactly one call
     * @param <A> the interface
     */
    <A> void run(Class<A> api, Functions.Proc2<? super A, IdempotencyKey> call);

    /**
     * Starts the step without waiting. The saga waits for it before it undoes or completes; a
     * failure that nobody awaited fails the saga.
     *
     * @param api activity or workflow interface
     * @param call exactly one call
     * @param <A> the interface
     * @param <R> the result's type
     * @return the result's promise
     */
    <A, R extends @Nullable Object> Promise<R> callAsync(
        Class<A> api, Functions.Func2<? super A, IdempotencyKey, ? extends R> call);

    /**
     * Starts a step without result.
     *
     * @param api activity or workflow interface
     * @param call exactly one call
     * @param <A> the interface
     * @return completes with null
     */
    <A> Promise<@Nullable Void> runAsync(
        Class<A> api, Functions.Proc2<? super A, IdempotencyKey> call);

    /**
     * Runs any workflow code as the step: a guarded call, a local activity, a Nexus operation,
     * several calls. Payloads are not measured then, and a failure always counts as {@link
     * io.github.temporalpatterns.ExecutionVerdict#UNKNOWN}.
     *
     * @param code gets the key
     * @param <R> the result's type
     * @return what the code returns
     */
    <R extends @Nullable Object> R call(Functions.Func1<IdempotencyKey, R> code);
  }
}
