// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.time;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.github.temporalpatterns.testing.internal.history.OpenTimers;
import io.github.temporalpatterns.testing.internal.runs.Descriptions;
import io.github.temporalpatterns.testing.internal.runs.RunLog;
import io.github.temporalpatterns.testing.internal.runs.Runs;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.FastForwardConfig;
import io.temporal.api.common.v1.TimeSkippingConfig;
import io.temporal.api.common.v1.TimeSkippingInfo;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionOptions;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionOptionsRequest;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The open runs of an environment on a server that skips time run by run. */
public final class NativeRuns {

  /** Skips that a run may make before the server suspects an endless retry. */
  private static final int MOST_SKIPS = 10_000;

  /** Time stands for a run that starts, until a test sends it forward. */
  public static final TimeSkippingConfig STANDING =
      TimeSkippingConfig.newBuilder()
          .setDisablePropagation(true)
          .setMaxSessionSkipCount(MOST_SKIPS)
          .build();

  private final TestWorkflowEnvironment server;
  private final RunLog runs;
  private final Map<String, State> closed = new HashMap<>();

  public NativeRuns(TestWorkflowEnvironment server, RunLog runs) {
    this.server = server;
    this.runs = runs;
  }

  /** What the server knows of each open run. */
  List<State> open() {
    return all().stream().filter(State::isOpen).toList();
  }

  /** What the server knows of each run. One that has closed is not asked again. */
  synchronized List<State> all() {
    Runs reader = new Runs(server.getWorkflowClient());
    List<State> all = new ArrayList<>();
    for (RunLog.Run run : runs.list()) {
      State state = closed.get(run.runId());
      if (state == null) {
        state = new State(run, System.nanoTime(), Descriptions.of(server, run), reader);
        if (!state.isOpen()) {
          closed.put(run.runId(), state);
        }
      }
      all.add(state);
    }
    return all;
  }

  void forward(State run, Instant time) {
    Duration duration = run.until(time);
    if (duration.isNegative() || duration.isZero()) {
      return;
    }
    set(
        run,
        STANDING.toBuilder()
            .setEnabled(true)
            .setFastForwardConfig(
                FastForwardConfig.newBuilder()
                    .setId(UUID.randomUUID().toString())
                    .setDuration(Durations.fromNanos(duration.toNanos())))
            .build());
  }

  void stop(State run) {
    if (run.isSent()) {
      set(run, STANDING);
    }
  }

  private void set(State run, TimeSkippingConfig config) {
    try {
      server
          .getWorkflowServiceStubs()
          .blockingStub()
          .updateWorkflowExecutionOptions(
              UpdateWorkflowExecutionOptionsRequest.newBuilder()
                  .setNamespace(server.getNamespace())
                  .setWorkflowExecution(
                      WorkflowExecution.newBuilder()
                          .setWorkflowId(run.run.workflowId())
                          .setRunId(run.runId()))
                  .setWorkflowExecutionOptions(
                      WorkflowExecutionOptions.newBuilder().setTimeSkippingConfig(config))
                  .setUpdateMask(FieldMask.newBuilder().addPaths("time_skipping_config"))
                  .build());
    } catch (StatusRuntimeException e) {
      // NOT_FOUND: the run has closed meanwhile.
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
    }
  }

  /** One run at one moment. */
  static final class State {
    private final RunLog.Run run;
    private final long asked;
    private final DescribeWorkflowExecutionResponse description;
    private final Runs reader;
    private @Nullable List<HistoryEvent> events;

    State(RunLog.Run run, long asked, DescribeWorkflowExecutionResponse description, Runs reader) {
      this.run = run;
      this.asked = asked;
      this.description = description;
      this.reader = reader;
    }

    String runId() {
      return run.runId();
    }

    boolean isOpen() {
      return Descriptions.isOpen(description);
    }

    /** Its own time; of a closed run the time when it closed. */
    Instant now() {
      if (!isOpen()) {
        return instant(description.getWorkflowExecutionInfo().getCloseTime());
      }
      return info().hasCurrentTime() ? instant(info().getCurrentTime()) : Instant.now();
    }

    /** How long it has until a time, at the least, since it went on after this look at it. */
    Duration until(Instant time) {
      return Duration.between(now(), time).minusNanos(System.nanoTime() - asked);
    }

    boolean isSent() {
      return info().getEffectiveConfig().getEnabled();
    }

    boolean hasChildren() {
      return description.getPendingChildrenCount() > 0;
    }

    /** Whether something goes on that time does not wait for. */
    boolean isBusy() {
      return description.hasPendingWorkflowTask()
          || description.getPendingActivitiesList().stream()
              .anyMatch(
                  activity ->
                      activity.getState() != PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED
                          || !activity.hasNextAttemptScheduleTime())
          || hasMovedOn();
    }

    /** The history is read after the description, which may be old by then. */
    private boolean hasMovedOn() {
      return events().size() > description.getWorkflowExecutionInfo().getHistoryLength();
    }

    private List<HistoryEvent> events() {
      if (events == null) {
        events = reader.history(run.workflowId(), run.runId()).getEvents();
      }
      return events;
    }

    /** When its next timer fires or its next retry is due. */
    Optional<Instant> nextEvent() {
      Stream<Instant> retries =
          description.getPendingActivitiesList().stream()
              .map(activity -> instant(activity.getNextAttemptScheduleTime()));
      Stream<Instant> timers = OpenTimers.of(events()).stream().map(OpenTimers.Timer::fires);
      return Stream.concat(retries, timers).min(Instant::compareTo);
    }

    private TimeSkippingInfo info() {
      return description.getWorkflowExtendedInfo().getTimeSkippingInfo();
    }

    private static Instant instant(Timestamp time) {
      return Instant.ofEpochSecond(0, Timestamps.toNanos(time));
    }
  }
}
