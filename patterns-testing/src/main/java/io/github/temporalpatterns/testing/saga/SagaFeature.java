// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

/** What a saga may lack; see {@link SagaContract#supports}. A rule that needs it is skipped. */
public enum SagaFeature {
  /** The undo is known before its step runs; without it, only finished steps are undone. */
  REGISTER_BEFORE,
  /** {@link SagaScript.UndoKind#FROM_RESULT}. */
  UNDO_FROM_RESULT,
  /** {@link SagaScript.OnUndoFailure#STOP}. */
  STOP,
  /** {@link SagaScript.OnUndoFailure#CONTINUE}. */
  CONTINUE,
  /** {@link SagaScript.OnUndoFailure#PARK}, answered through the library's {@code SagaOperator}. */
  PARK,
  /** {@link SagaScript.UndoOrder#PARALLEL}. */
  PARALLEL_UNDO,
  /** {@link SagaScript.UndoOrder#DEPENDENCIES}. */
  DEPENDENCIES,
  /** A total time budget for the undo. */
  UNDO_BUDGET,
  /** A {@code SagaReport} by query, in failures and in the memo. */
  REPORT,
  /** Cancelling waits for the running step. */
  WAIT_FOR_STEP,
  /** {@link SagaScript.Kind#ASYNC}. */
  ASYNC,
  /** {@link SagaScript.Kind#CHILD}. */
  CHILD,
  /** {@link SagaScript.Kind#PIVOT}. */
  PIVOT,
  /** Confirms after success. */
  CONFIRM,
  /** {@link SagaScript.Kind#NESTED}. */
  NESTED,
  /** {@link SagaScript.Kind#SAVEPOINT}. */
  SAVEPOINT,
  /** {@link SagaScript.Kind#COMPENSATE}, more than once. */
  COMPENSATE_TWICE,
  /** {@link SagaScript.Kind#CONTINUE_AS_NEW} with the undo log. */
  CONTINUE_AS_NEW,
  /** A step that is refused once the undo has begun. */
  REFUSES_LATE_STEPS,
  /** A step proved not executed is not undone. */
  VERDICTS,
  /** Programming errors do not compensate, unless the policy says so. */
  BUG_POLICY,
  /** A business deadline. */
  DEADLINE
}
