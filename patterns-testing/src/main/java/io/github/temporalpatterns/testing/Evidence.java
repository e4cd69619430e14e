// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.activity.Attempt;
import io.github.temporalpatterns.testing.coverage.Coverage;
import io.github.temporalpatterns.testing.internal.Plain;
import io.github.temporalpatterns.testing.internal.hang.HangReport;
import io.github.temporalpatterns.testing.internal.hang.HangSigns;
import io.github.temporalpatterns.testing.internal.hang.Inquiry;
import io.github.temporalpatterns.testing.internal.hang.Situation;
import io.github.temporalpatterns.testing.internal.history.HistoryFiles;
import io.github.temporalpatterns.testing.internal.history.RunEvents;
import io.github.temporalpatterns.testing.internal.history.Timeline;
import io.github.temporalpatterns.testing.internal.runs.Descriptions;
import io.github.temporalpatterns.testing.internal.runs.RunLog;
import io.github.temporalpatterns.testing.internal.runs.Runs;
import io.github.temporalpatterns.testing.internal.time.ReportWatch;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.DynamicWorkflow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the runs of an environment prove or explain, and the files that keep it. */
final class Evidence {
  private static final int MOST_RUNS = 2;

  private final PatternEnvOptions options;
  private final TestWorkflowEnvironment server;
  private final RunRecorder recorder;
  private final RunLog runs;
  private final Map<String, TestWorker> workers;
  private final ReportWatch reports;
  private final Capabilities capabilities;
  private final Supplier<List<String>> refusals;

  Evidence(
      PatternEnvOptions options,
      TestWorkflowEnvironment server,
      RunRecorder recorder,
      Map<String, TestWorker> workers,
      ReportWatch reports,
      Capabilities capabilities,
      Supplier<List<String>> refusals) {
    this.options = options;
    this.server = server;
    this.recorder = recorder;
    this.runs = recorder.runs();
    this.workers = workers;
    this.reports = reports;
    this.capabilities = capabilities;
    this.refusals = refusals;
  }

  Runs histories() {
    return new Runs(server.getWorkflowClient());
  }

  void replayAll() {
    replayAll(Replays::divergence);
  }

  void replayAll(BiFunction<TestWorker, WorkflowExecutionHistory, Optional<String>> divergence) {
    List<String> diverged = new ArrayList<>();
    for (RunLog.Run run : runs.list()) {
      TestWorker worker = workers.get(run.taskQueue());
      WorkflowExecutionHistory history = histories().history(run.workflowId(), run.runId());
      if (worker != null && !isStuck(history.getEvents())) {
        divergence
            .apply(worker, history)
            .ifPresent(
                why ->
                    diverged.add(
                        run.workflowId() + ": " + why + "\n  history: " + save(history, run)));
      }
    }
    if (!diverged.isEmpty()) {
      throw new AssertionError("a run does not replay.\n" + String.join("\n", diverged));
    }
  }

  /** What the runs exercised of the workflows that the workers have. Fakes declare nothing. */
  Coverage coverage(List<Attempt> attempts) {
    Coverage coverage = new Coverage();
    workers.values().stream()
        .flatMap(worker -> worker.workflows().stream())
        .filter(type -> !type.isInterface() && !DynamicWorkflow.class.isAssignableFrom(type))
        .forEach(coverage::workflow);
    workers.values().stream()
        .flatMap(worker -> worker.fakes().scripted())
        .forEach(coverage::scripted);
    for (RunLog.Run run : runs.list()) {
      coverage.history(
          plain(run).of(histories().history(run.workflowId(), run.runId())),
          attempts.stream().filter(attempt -> attempt.runId().equals(run.runId())).toList());
    }
    runs.queries().forEach(query -> coverage.query(query.workflowType(), query.name()));
    return coverage;
  }

  /** A run whose newest workflow task failed was never executed further than that. */
  private static boolean isStuck(List<HistoryEvent> events) {
    boolean stuck = false;
    for (HistoryEvent event : events) {
      stuck =
          event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED
              || (stuck && event.getEventType() != EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
    }
    return stuck;
  }

  /** Returns a failure that says, in few lines, what the open runs wait for. */
  AssertionError failure(String what) {
    return failure(what, false);
  }

  /** As above; a wait in real time explains timers that do not fire. */
  AssertionError failure(String what, boolean realTime) {
    StringBuilder text = new StringBuilder(what);
    refusals.get().stream().limit(1).forEach(why -> text.append("\n=> ").append(why));
    List<RunLog.Run> open =
        runs.list().stream()
            .filter(this::isOpen)
            .sorted(Comparator.comparing(run -> !isUnknown(run)))
            .toList();
    if (open.isEmpty()) {
      text.append("\nno run is open");
      HangSigns.closedRunHoldsTime(realTime ? List.of() : leftAtWork())
          .ifPresent(sign -> text.append("\n=> ").append(sign));
    }
    open.stream().limit(MOST_RUNS).forEach(run -> text.append('\n').append(explain(run, realTime)));
    if (open.size() > MOST_RUNS) {
      text.append("\nand ").append(open.size() - MOST_RUNS).append(" more open runs");
    }
    return new AssertionError(text.toString());
  }

  /** Returns a failure that says what a run waited for until its run timeout closed it. */
  AssertionError ranOutOfTime(String workflowId, RuntimeException cause) {
    String newest =
        runs.list().stream()
            .filter(run -> run.workflowId().equals(workflowId))
            .reduce((earlier, later) -> later)
            .map(run -> explain(run, false))
            .orElse(workflowId);
    return new AssertionError(
        "the run timeout of %s closed a run that waited until then\n%s"
            .formatted(options.runTimeout(), newest),
        cause);
  }

  private String explain(RunLog.Run run, boolean realTime) {
    WorkflowExecutionHistory history = histories().history(run.workflowId(), run.runId());
    Plain plain = plain(run);
    Situation situation =
        new Situation(
            plain.of(Descriptions.of(server, run)),
            plain.of(history.getEvents()),
            recorder.attempts(Set.of()).where(a -> a.runId().equals(run.runId())).list(),
            Instant.ofEpochMilli(server.currentTimeMillis()),
            workers.values().stream()
                .filter(TestWorker::isRunning)
                .map(TestWorker::taskQueue)
                .collect(Collectors.toSet()),
            isUnknown(run),
            diedWithItsCache(run),
            reports.refusal(),
            capabilities.has(Capability.TIME_SKIPPING),
            realTime,
            leftAtWork());
    List<String> lines =
        new HangReport(situation, new Inquiry(server.getWorkflowClient(), run, situation)).lines();
    return "%s\n  %s\n  history: %s"
        .formatted(run.workflowId(), String.join("\n  ", lines), save(history, run));
  }

  private Plain plain(RunLog.Run run) {
    return Plain.of(server.getWorkflowClient().getOptions(), run.workflowId());
  }

  /** Whether the worker of a run's queue does not know its type. */
  private boolean isUnknown(RunLog.Run run) {
    TestWorker worker = workers.get(run.taskQueue());
    return worker != null && !worker.knowsWorkflow(run.type());
  }

  private boolean diedWithItsCache(RunLog.Run run) {
    TestWorker worker = workers.get(run.taskQueue());
    return worker != null
        && worker.hasDied()
        && !capabilities.has(Capability.STICKY_FALLBACK)
        && options.replay() != PatternEnvOptions.Replay.EVERY_TASK;
  }

  /**
   * Writes the histories of all runs, for the reader of a failed test; returns what the first runs
   * did, and where the files are.
   */
  Optional<String> saveAll() {
    List<RunLog.Run> all = runs.list();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder("what the runs of the test did");
    for (int i = 0; i < all.size(); i++) {
      RunLog.Run run = all.get(i);
      WorkflowExecutionHistory history = histories().history(run.workflowId(), run.runId());
      Path file = save(history, run);
      if (i < MOST_RUNS) {
        text.append("\n%s, %s\n  history: %s".formatted(run.workflowId(), timeline(history), file));
      }
    }
    return Optional.of(text.toString());
  }

  private static Timeline timeline(WorkflowExecutionHistory history) {
    return new Timeline(new RunEvents(List.of(history)));
  }

  private Path save(WorkflowExecutionHistory history, RunLog.Run run) {
    Path folder = Path.of("target", "patterns-testing", HistoryFiles.clean(options.name()));
    return HistoryFiles.write(history, HistoryFiles.file(folder, run.workflowId(), run.runId()));
  }

  /**
   * Leaves nothing open behind: on an external server out of courtesy, on the embedded one because
   * a call that still waits for a result would hold up its shutdown for six seconds.
   */
  void terminateOpenRuns() {
    runs.list().stream().filter(this::isOpen).forEach(this::terminate);
  }

  /**
   * Counts what closed runs still hold the embedded server's time with: it never lets go of it for
   * an activity that was at work, or a workflow task that was due, when its run closed.
   */
  int holdsLeft() {
    int holds = 0;
    for (RunLog.Run run : runs.list()) {
      holds += isDue(histories().history(run.workflowId(), run.runId()).getEvents()) ? 1 : 0;
      holds += (int) atWork(Descriptions.of(server, run)).count();
    }
    return holds;
  }

  /** Names the activities that were at work when their run closed. */
  private List<String> leftAtWork() {
    return runs.list().stream()
        .map(run -> Descriptions.of(server, run))
        .filter(run -> !Descriptions.isOpen(run))
        .flatMap(
            run ->
                atWork(run)
                    .map(activity -> activity.getActivityType().getName())
                    .map(
                        name ->
                            name
                                + " of "
                                + run.getWorkflowExecutionInfo().getExecution().getWorkflowId()))
        .toList();
  }

  /** Activities that hold the embedded server's time: all but those that wait for a retry. */
  private static Stream<PendingActivityInfo> atWork(DescribeWorkflowExecutionResponse run) {
    return run.getPendingActivitiesList().stream()
        .filter(activity -> !Situation.waits(activity) || activity.getAttempt() == 1);
  }

  /** Whether the newest workflow task was neither completed nor given up. */
  private static boolean isDue(List<HistoryEvent> events) {
    boolean due = false;
    for (HistoryEvent event : events) {
      due =
          switch (event.getEventType()) {
            case EVENT_TYPE_WORKFLOW_TASK_SCHEDULED -> true;
            case EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
                EVENT_TYPE_WORKFLOW_TASK_FAILED,
                EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT ->
                false;
            default -> due;
          };
    }
    return due;
  }

  /**
   * Ends a run, unless its parent's end has just ended it: a child's fate follows a moment later.
   */
  void terminate(RunLog.Run run) {
    try {
      server
          .getWorkflowClient()
          .newUntypedWorkflowStub(run.workflowId())
          .terminate("the test is over");
    } catch (WorkflowNotFoundException | WorkflowServiceException closedMeanwhile) {
      // Nothing is left to do.
    }
  }

  private boolean isOpen(RunLog.Run run) {
    return Descriptions.isOpen(Descriptions.of(server, run));
  }
}
