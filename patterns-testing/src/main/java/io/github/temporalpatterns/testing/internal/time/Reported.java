// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.time;

import io.github.temporalpatterns.testing.internal.runs.AttemptEnd;
import io.github.temporalpatterns.testing.internal.time.ServerTime.Interest;
import io.temporal.api.command.v1.Command;
import io.temporal.api.protocol.v1.Message;
import io.temporal.api.update.v1.Rejection;
import io.temporal.api.update.v1.Response;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a worker tells the server, as far as a waiting test cares.
 *
 * @param closes whether it closes a run
 * @param answers the ids of the updates that it answers
 */
public record Reported(boolean closes, Set<String> answers) {
  private static final Reported OTHER = new Reported(false, Set.of());

  /** Reads a message on its way to the server; empty if it is no report. */
  static Optional<Reported> of(Object message) {
    if (message instanceof RespondWorkflowTaskCompletedRequest task) {
      return Optional.of(
          new Reported(
              task.getCommandsList().stream().anyMatch(Reported::isLast),
              task.getMessagesList().stream()
                  .filter(Reported::isAnswer)
                  .map(Message::getProtocolInstanceId)
                  .collect(Collectors.toSet())));
    }
    return AttemptEnd.is(message) || message instanceof RespondWorkflowTaskFailedRequest
        ? Optional.of(OTHER)
        : Optional.empty();
  }

  boolean matters(Interest interest) {
    return switch (interest) {
      case NOTHING -> false;
      case CLOSING -> closes;
      case ANSWERS -> closes || !answers.isEmpty();
      case ANYTHING -> true;
    };
  }

  private static boolean isAnswer(Message message) {
    return message.getBody().is(Response.class) || message.getBody().is(Rejection.class);
  }

  private static boolean isLast(Command command) {
    return switch (command.getCommandType()) {
      case COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION,
          COMMAND_TYPE_FAIL_WORKFLOW_EXECUTION,
          COMMAND_TYPE_CANCEL_WORKFLOW_EXECUTION ->
          true;
      default -> false;
    };
  }
}
