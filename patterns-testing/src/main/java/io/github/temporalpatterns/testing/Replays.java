// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.api.history.v1.History;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Replays one history and says, in few words, where it diverges. */
final class Replays {
  private static final Pattern MISMATCH =
      Pattern.compile(
          "(?:event|Event) (\\d+) of type (?:EVENT_TYPE_)?'?(?:EVENT_TYPE_)?(\\w+)'? does not match"
              + " command type (?:COMMAND_TYPE_)?(\\w+)");

  private Replays() {}

  /** Returns why the history does not replay on the worker, or nothing if it does. */
  static Optional<String> divergence(TestWorker worker, WorkflowExecutionHistory history) {
    try {
      worker.replay(withoutServersEnd(history));
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the replay was interrupted");
    } catch (Exception e) {
      return Optional.of(explain(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Leaves out an end that the server wrote: no code takes part in it, and the SDK does not replay
   * it where commands are still unanswered.
   */
  private static WorkflowExecutionHistory withoutServersEnd(WorkflowExecutionHistory history) {
    if (!HistoryReader.isServersEnd(history.getLastEvent())) {
      return history;
    }
    History.Builder shorter = history.getHistory().toBuilder();
    shorter.removeEvents(shorter.getEventsCount() - 1);
    return new WorkflowExecutionHistory(
        shorter.build(), history.getWorkflowExecution().getWorkflowId());
  }

  /** Turns the SDK's message, which carries a stack trace as text, into one line. */
  static String explain(String message) {
    int strict = message.indexOf(CallLog.MARK);
    if (strict >= 0) {
      return message.substring(strict).lines().findFirst().orElse(message);
    }
    Matcher mismatch = MISMATCH.matcher(message);
    if (mismatch.find()) {
      return "at event %s the history has %s, the code now issues %s"
          .formatted(mismatch.group(1), mismatch.group(2), mismatch.group(3));
    }
    return Stream.of("NonDeterministicException: ", "error=")
        .filter(message::contains)
        .map(mark -> message.substring(message.indexOf(mark) + mark.length()))
        .findFirst()
        .orElse(message)
        .lines()
        .findFirst()
        .orElse("no reason given");
  }
}
