// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/** One test for each recorded history, in an environment that opens with the first of them. */
final class GoldenTests implements AutoCloseable {
  private static final Pattern EVENT = Pattern.compile("at event (\\d+)");

  private final PatternEnvOptions options;
  private @Nullable PatternEnv env;

  GoldenTests(PatternEnvOptions options) {
    this.options = options;
  }

  Stream<DynamicTest> of(Path folder, List<Path> files) {
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    folder.relativize(file).toString(), file.toUri(), () -> check(file)))
        .onClose(this::close);
  }

  private void check(Path file) {
    WorkflowExecutionHistory history = Histories.read(file);
    divergence(env().worker(), history)
        .ifPresent(
            why -> {
              throw new AssertionError(file + " does not replay: " + why);
            });
  }

  /**
   * Returns where a history, or a run that is only so far, stops to replay. A worker is upgraded in
   * the middle of runs, so each beginning has to replay as well.
   */
  static Optional<String> divergence(TestWorker worker, WorkflowExecutionHistory history) {
    List<HistoryEvent> events = history.getEvents();
    return IntStream.concat(
            IntStream.of(events.size()),
            IntStream.range(3, events.size()).filter(end -> isTaskScheduled(events.get(end))))
        .mapToObj(end -> beginning(worker, history, end))
        .flatMap(Optional::stream)
        .findFirst();
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
        .map(why -> why + event(why, events));
  }

  private static boolean isTaskScheduled(HistoryEvent event) {
    return event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED;
  }

  /** The event that an explanation speaks of, since its type alone says little. */
  private static String event(String why, List<HistoryEvent> events) {
    Matcher number = EVENT.matcher(why);
    return events.stream()
        .filter(event -> number.find(0) && event.getEventId() == Long.parseLong(number.group(1)))
        .map(event -> "\n    " + event.getEventId() + " " + Scrubber.line(event))
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
