// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import io.github.temporalpatterns.PatternOperator.NotObeyedException;
import io.github.temporalpatterns.PatternOperator.Why;
import io.github.temporalpatterns.internal.RunCalls;
import io.github.temporalpatterns.internal.RunCalls.End;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** Says by a reason why a run did not obey. */
final class OperatorCalls {

  private OperatorCalls() {}

  /** A stub that throws {@link NotObeyedException}. */
  static <O> O of(WorkflowClient client, Class<O> handlers, String workflowId) {
    return RunCalls.of(
        client, handlers, workflowId, (end, failure) -> explained(workflowId, end, failure));
  }

  private static NotObeyedException explained(
      String workflowId, End end, WorkflowException failure) {
    Why why = why(end, failure);
    String how =
        switch (why) {
          case UNKNOWN_RUN -> "there is no such run";
          case CLOSED_RUN -> "it has ended";
          case NOT_OPERABLE -> "it has no block that takes this command";
          case REFUSED, NO_ANSWER -> RunCalls.line(failure);
        };
    return new NotObeyedException(why, refusal(failure), workflowId + ": " + how, failure);
  }

  private static Why why(End end, WorkflowException failure) {
    return switch (end) {
      case UNKNOWN_RUN -> Why.UNKNOWN_RUN;
      case CLOSED_RUN -> Why.CLOSED_RUN;
      case NO_QUERY -> Why.NOT_OPERABLE;
      case UPDATE_FAILED ->
          FailureTypes.matches(failure, FailureTypes.COMMAND_REFUSED)
              ? Why.REFUSED
              : Why.NOT_OPERABLE;
      case NO_ANSWER -> Why.NO_ANSWER;
    };
  }

  private static OperatorCommand.@Nullable Refusal refusal(WorkflowException failure) {
    return failure.getCause() instanceof ApplicationFailure refused
            && FailureTypes.COMMAND_REFUSED.equals(refused.getType())
        ? refused.getDetails().get(OperatorCommand.Refusal.class)
        : null;
  }
}
