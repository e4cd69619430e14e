// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.RunsIn.Side.WORKFLOW;

import io.github.temporalpatterns.RunsIn;
import io.temporal.workflow.Functions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which version of its code a run takes, by the changes that a {@link ChangeLedger}
 * declares.
 *
 * <p>Workflow code only: in the constructor, the workflow method, handlers. A query and an update's
 * validator must not decide, because they may not record anything: the query is refused, and the
 * validator fails the workflow task. A run that has passed a place before the change was there
 * keeps to the code before it; one that gets there later takes the newest version, or what a {@link
 * Rollout} says, and keeps to it.
 *
 * <p><b>Replay</b>: the first decision about a change, or about a key of it, records a marker of
 * {@code Workflow.getVersion}: 1 event, 2 with the search attribute. <b>State</b>: decisions of
 * scope {@link ChangeLedger.Scope#CHAIN} are in {@link #state}. <b>Failures</b>: a change that is
 * not declared, branches that do not fit, and a run on a version that is no longer in the code fail
 * the workflow task, not the run, even if the worker fails runs by any exception. The run waits for
 * a worker with the right code. <b>Threads and cancellation</b>: deciding does not block and cannot
 * be cancelled.
 *
 * @since 0.1.0
 */
@RunsIn(WORKFLOW)
public interface VersionedFlow {

  /**
   * Creates a flow for a run that carries nothing.
   *
   * @param ledger the changes
   * @return a flow; one per run and ledger
   */
  static VersionedFlow create(ChangeLedger ledger) {
    return restore(ledger, null);
  }

  /**
   * Creates a flow for a run that may continue another. The state is an argument of the run, so
   * make the flow in a constructor with {@code @WorkflowInit}, which gets it before any handler
   * does, or at the beginning of the workflow method.
   *
   * @param ledger the changes
   * @param state what the run before carried; null for the first run
   * @return a flow; one per run and ledger
   * @throws IllegalStateException if a newer version of the library wrote the state
   */
  static VersionedFlow restore(ChangeLedger ledger, @Nullable VersionedState state) {
    return new DefaultVersionedFlow(ledger, state);
  }

  /**
   * Looks at a change.
   *
   * @param change its id
   * @return the place at which the code forks
   * @throws IllegalArgumentException if the ledger does not declare it
   */
  Fork on(String change);

  /**
   * Returns what this run has decided so far, for a query, except decisions by key.
   *
   * @return versions by change, in the order of the decisions
   */
  Map<String, Integer> versions();

  /**
   * Returns the state for continue-as-new to carry.
   *
   * @return the decisions of scope {@link ChangeLedger.Scope#CHAIN}
   */
  VersionedState state();

  /** A place at which the code forks. */
  interface Fork {

    /**
     * Decides for one key: an iteration, a day, a request. A loop or a handler that asks without a
     * key gets its first answer for as long as the run lives.
     *
     * @param key at most 100 bytes in UTF-8; the same key gets the same answer
     * @return the fork for that key
     * @throws io.temporal.failure.ApplicationFailure {@link
     *     io.github.temporalpatterns.FailureTypes#VERSION_KEY_REFUSED} if the key is blank or too
     *     long, because keys are data
     * @throws IllegalArgumentException unless the change is of scope {@link ChangeLedger.Scope#KEY}
     */
    Fork each(String key);

    /**
     * Decides.
     *
     * @return the version, -1 for the code before the change
     * @throws IllegalStateException if the change needs a key, or its version was carried and is no
     *     longer in the code
     */
    int version();

    /**
     * Names the code before the change.
     *
     * @param branch that code
     * @param <A> what a branch gets
     * @param <R> what a branch returns
     * @return the branches so far
     */
    <A extends @Nullable Object, R extends @Nullable Object> Branches<A, R> before(
        Functions.Func1<A, R> branch);

    /**
     * Names the oldest code that is left, if the code before the change has been deleted.
     *
     * @param version the first version that it is for
     * @param branch that code
     * @param <A> what a branch gets
     * @param <R> what a branch returns
     * @return the branches so far
     */
    <A extends @Nullable Object, R extends @Nullable Object> Branches<A, R> since(
        int version, Functions.Func1<A, R> branch);
  }

  /**
   * The branches of a fork.
   *
   * @param <A> what a branch gets
   * @param <R> what a branch returns
   */
  interface Branches<A extends @Nullable Object, R extends @Nullable Object> {

    /**
     * Names newer code.
     *
     * @param version the first version that it is for; greater than that of the branch before
     * @param branch that code
     * @return the branches so far
     * @throws IllegalArgumentException if the version is not greater
     */
    Branches<A, R> since(int version, Functions.Func1<A, R> branch);

    /**
     * Decides, and runs the branch for the version or, if it has none, the branch for the newest
     * version below.
     *
     * @param input what the branch gets
     * @return what it returned
     * @throws IllegalStateException if the ledger has a version without a branch, or a branch is
     *     for a version that is not declared; nothing is recorded then
     */
    R run(A input);
  }
}
