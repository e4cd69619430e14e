// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.failure.TemporalFailure;
import io.temporal.internal.replay.WorkflowContext;
import io.temporal.internal.sync.DestroyWorkflowThreadError;
import io.temporal.internal.sync.WorkflowInternal;
import io.temporal.internal.sync.WorkflowThread;
import io.temporal.workflow.Functions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ways in which the current run may end that the SDK decides upon and has no public way to tell.
 * Beside {@link RunConverter} the one place that uses its insides; see {@code docs/rationale.md}.
 * Internal, not API.
 */
public final class RunEnd {

  /** What {@code Workflow.continueAsNew} throws says this; what eviction throws does not. */
  private static final String CONTINUED = "exit";

  private RunEnd() {}

  /**
   * Whether the run fails by an exception that its workflow method throws, because the worker was
   * told so or because every run does; else the workflow task fails and is tried again.
   */
  public static boolean failsBy(RuntimeException exception) {
    Throwable thrown = WorkflowInternal.unwrap(exception);
    return thrown instanceof TemporalFailure
        || Arrays.stream(
                context().getWorkflowImplementationOptions().getFailWorkflowExceptionTypes())
            .anyMatch(type -> type.isInstance(thrown));
  }

  /**
   * Runs a block, and lets the run not continue as new in it if something speaks against that: the
   * workflow task fails then, and is tried again until code is deployed that does better.
   *
   * @param objection asked when the run is about to continue as new; null if there is none
   */
  public static <R extends @Nullable Object> R objecting(
      Functions.Func<R> block, Functions.Func<@Nullable String> objection) {
    try {
      return block.apply();
    } catch (DestroyWorkflowThreadError exit) {
      String why = CONTINUED.equals(exit.getMessage()) ? objection.apply() : null;
      if (why != null) {
        context().getReplayContext().failWorkflowTask(new IllegalStateException(why));
      }
      throw exit;
    }
  }

  /**
   * Fails the workflow task by an exception that would fail it anyway, if somebody did not catch it
   * on its way.
   *
   * @return the exception, to be thrown
   */
  public static RuntimeException failTask(RuntimeException exception) {
    context().getReplayContext().failWorkflowTask(exception);
    return exception;
  }

  /** A coroutine is the only thing that hands it out; this one has nothing to do. */
  private static WorkflowContext context() {
    return WorkflowThread.newThread(() -> {}, true).getWorkflowContext();
  }
}
