// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.history.Scrubber;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Replays histories and their beginnings, in an environment that opens with the first of them. */
final class Replayer implements AutoCloseable {
  private static final Pattern EVENT = Pattern.compile("at event (\\d+)");

  private final PatternEnvOptions options;
  private @Nullable PatternEnv env;

  Replayer(PatternEnvOptions options) {
    this.options = options;
  }

  /**
   * Returns where a history, or one of its beginnings, stops to replay.
   *
   * @param mostBeginnings how many to replay at most, evenly spread
   */
  Optional<String> divergence(WorkflowExecutionHistory history, int mostBeginnings) {
    return divergence(env().worker(), history, mostBeginnings);
  }

  /**
   * Returns where a history, or a run that is only so far, stops to replay. A worker is upgraded in
   * the middle of runs, so each beginning has to replay as well.
   */
  static Optional<String> divergence(
      TestWorker worker, WorkflowExecutionHistory history, int mostBeginnings) {
    List<HistoryEvent> events = history.getEvents();
    return IntStream.concat(IntStream.of(events.size()), ends(events, mostBeginnings))
        .mapToObj(end -> beginning(worker, history, end))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static IntStream ends(List<HistoryEvent> events, int most) {
    int[] all =
        IntStream.range(3, events.size()).filter(end -> isTaskScheduled(events.get(end))).toArray();
    int kept = Math.min(most, all.length);
    return IntStream.range(0, kept).map(i -> all[(int) ((long) i * all.length / kept)]);
  }

  private static boolean isTaskScheduled(HistoryEvent event) {
    return event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED;
  }

  private static Optional<String> beginning(
      TestWorker worker, WorkflowExecutionHistory history, int end) {
    List<HistoryEvent> events = history.getEvents().subList(0, end);
    WorkflowExecutionHistory beginning =
        new WorkflowExecutionHistory(
            History.newBuilder().addAllEvents(events).build(),
            history.getWorkflowExecution().getWorkflowId());
    return Replays.divergence(worker, beginning)
        .map(why -> end == history.getEvents().size() ? why : "cut after event " + end + ", " + why)
        .map(why -> why + event(why, plainly(worker, history)));
  }

  private static List<HistoryEvent> plainly(TestWorker worker, WorkflowExecutionHistory history) {
    return worker.plain(history.getWorkflowExecution().getWorkflowId()).of(history.getEvents());
  }

  /** The event that an explanation speaks of, since its type alone says little. */
  private static String event(String why, List<HistoryEvent> events) {
    Matcher number = EVENT.matcher(why);
    return events.stream()
        .filter(event -> number.find(0) && event.getEventId() == Long.parseLong(number.group(1)))
        .map(event -> "\n    " + event.getEventId() + " " + new Scrubber(Set.of()).line(event))
        .findFirst()
        .orElse("");
  }

  private synchronized PatternEnv env() {
    PatternEnv opened = env == null ? PatternEnv.open(options) : env;
    env = opened;
    return opened;
  }

  @Override
  public synchronized void close() {
    if (env != null) {
      env.close();
    }
  }
}
