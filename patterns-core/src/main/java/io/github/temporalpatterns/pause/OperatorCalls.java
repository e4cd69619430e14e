// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.internal.RunCalls;
import io.github.temporalpatterns.internal.RunCalls.End;
import io.github.temporalpatterns.pause.PauseFleet.NotObeyedException;
import io.github.temporalpatterns.pause.PauseFleet.Why;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;

/** Says by a reason why a long-runner did not obey. */
final class OperatorCalls {

  private OperatorCalls() {}

  static Pausable operator(WorkflowClient client, String workflowId) {
    return RunCalls.of(
        client, Pausable.class, workflowId, (end, failure) -> explained(workflowId, end, failure));
  }

  private static NotObeyedException explained(
      String workflowId, End end, WorkflowException failure) {
    Why why = why(end, failure);
    String how =
        switch (why) {
          case UNKNOWN_RUN -> "there is no such run";
          case CLOSED_RUN -> "it has ended";
          case NOT_PAUSABLE -> "it is not pausable";
          case STALE_REQUEST, BAD_REQUEST, NO_ANSWER -> RunCalls.line(failure);
        };
    return new NotObeyedException(why, workflowId + ": " + how, failure);
  }

  private static Why why(End end, WorkflowException failure) {
    return switch (end) {
      case UNKNOWN_RUN -> Why.UNKNOWN_RUN;
      case CLOSED_RUN -> Why.CLOSED_RUN;
      case NO_QUERY -> Why.NOT_PAUSABLE;
      case UPDATE_FAILED -> refused(failure);
      case NO_ANSWER -> Why.NO_ANSWER;
    };
  }

  private static Why refused(WorkflowException failure) {
    if (FailureTypes.matches(failure, FailureTypes.PAUSE_COMMAND_STALE)) {
      return Why.STALE_REQUEST;
    }
    return FailureTypes.matches(failure, FailureTypes.PAUSE_COMMAND_REFUSED)
        ? Why.BAD_REQUEST
        : Why.NOT_PAUSABLE;
  }
}
