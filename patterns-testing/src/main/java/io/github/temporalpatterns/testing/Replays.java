// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.history.HistoryReader;
import io.github.temporalpatterns.testing.internal.replay.SdkMessages;
import io.temporal.api.history.v1.History;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.Optional;

/** Replays one history and says, in few words, where it diverges. */
final class Replays {
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
      return Optional.of(SdkMessages.explain(String.valueOf(e.getMessage())));
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
}
