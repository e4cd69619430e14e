// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.server;

import com.google.protobuf.ByteString;
import io.github.temporalpatterns.testing.internal.history.OpenTimers;
import io.github.temporalpatterns.testing.internal.runs.Descriptions;
import io.temporal.api.command.v1.Command;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What the workflows of the embedded server ask to cancel, and whether it still can be. */
public final class CancelRequests {
  /** A task may take that long on its way to the server, and a timer fires meanwhile. */
  private static final Duration ON_ITS_WAY = Duration.ofMillis(50);

  private static final Duration A_MOMENT = Duration.ofMillis(5);

  private final TestWorkflowEnvironment server;
  private final Map<ByteString, WorkflowExecution> tasks = new ConcurrentHashMap<>();
  private final Map<ByteString, String> attempts = new ConcurrentHashMap<>();
  private final Set<String> cancelled = ConcurrentHashMap.newKeySet();

  public CancelRequests(TestWorkflowEnvironment server) {
    this.server = server;
  }

  static boolean isIn(RespondWorkflowTaskCompletedRequest task) {
    return task.getCommandsList().stream()
        .anyMatch(
            command ->
                command.hasRequestCancelActivityTaskCommandAttributes()
                    || command.hasCancelTimerCommandAttributes());
  }

  /** Notes whose task, and whose attempt, a worker has got. */
  void received(Object message) {
    if (message instanceof PollWorkflowTaskQueueResponse polled && !polled.hasQuery()) {
      tasks.put(polled.getTaskToken(), polled.getWorkflowExecution());
    } else if (message instanceof PollActivityTaskQueueResponse polled) {
      attempts.put(polled.getTaskToken(), polled.getActivityId());
    }
  }

  /** Whether something that a task cancels has ended, or does so before the task arrives. */
  boolean comeTooLate(RespondWorkflowTaskCompletedRequest task) {
    WorkflowExecution run = tasks.get(task.getTaskToken());
    if (run == null) {
      return false;
    }
    List<HistoryEvent> events = events(run);
    return !pending(run).containsAll(activities(task, events)) || timerFires(task, events);
  }

  private static boolean pause(Duration time) {
    try {
      Thread.sleep(Math.max(0, time.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  /** Waits for a timer that is about to fire, so that the task's next execution knows of it. */
  private boolean timerFires(RespondWorkflowTaskCompletedRequest task, List<HistoryEvent> events) {
    Set<String> ids =
        task.getCommandsList().stream()
            .filter(Command::hasCancelTimerCommandAttributes)
            .map(command -> command.getCancelTimerCommandAttributes().getTimerId())
            .collect(Collectors.toSet());
    Instant now = Instant.ofEpochMilli(server.currentTimeMillis());
    return OpenTimers.of(events).stream()
        .filter(timer -> ids.contains(timer.id()))
        .map(timer -> Duration.between(now, timer.fires()))
        .anyMatch(left -> left.compareTo(ON_ITS_WAY) < 0 && pause(left.plus(A_MOMENT)));
  }

  void accepted(RespondWorkflowTaskCompletedRequest task) {
    WorkflowExecution run = tasks.get(task.getTaskToken());
    if (run != null) {
      cancelled.addAll(activities(task, events(run)));
    }
  }

  /** Fails a task as one that does not know the newest events. */
  void offerAgain(RespondWorkflowTaskCompletedRequest task) {
    server
        .getWorkflowServiceStubs()
        .blockingStub()
        .respondWorkflowTaskFailed(
            RespondWorkflowTaskFailedRequest.newBuilder()
                .setNamespace(task.getNamespace())
                .setTaskToken(task.getTaskToken())
                .setIdentity(task.getIdentity())
                .setCause(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND)
                .build());
  }

  /** Makes the failure of an attempt that was asked to cancel a final one. */
  @SuppressWarnings("unchecked")
  <Q> Q mended(Q message) {
    if (message instanceof RespondActivityTaskFailedRequest failed
        && cancelled.contains(attempts.getOrDefault(failed.getTaskToken(), ""))) {
      return (Q) failed.toBuilder().setFailure(last(failed.getFailure())).build();
    }
    if (message instanceof RespondActivityTaskFailedByIdRequest failed
        && cancelled.contains(failed.getActivityId())) {
      return (Q) failed.toBuilder().setFailure(last(failed.getFailure())).build();
    }
    return message;
  }

  private static Failure last(Failure failure) {
    Failure.Builder last = failure.toBuilder();
    if (failure.hasApplicationFailureInfo()) {
      last.getApplicationFailureInfoBuilder().setNonRetryable(true);
    }
    return last.build();
  }

  /** The ids of the activities that a task cancels. */
  private static List<String> activities(
      RespondWorkflowTaskCompletedRequest task, List<HistoryEvent> events) {
    return task.getCommandsList().stream()
        .filter(Command::hasRequestCancelActivityTaskCommandAttributes)
        .map(command -> command.getRequestCancelActivityTaskCommandAttributes())
        .map(cancel -> events.get((int) cancel.getScheduledEventId() - 1))
        .map(event -> event.getActivityTaskScheduledEventAttributes().getActivityId())
        .toList();
  }

  private Set<String> pending(WorkflowExecution run) {
    return Descriptions.of(server, run).getPendingActivitiesList().stream()
        .map(PendingActivityInfo::getActivityId)
        .collect(Collectors.toSet());
  }

  private List<HistoryEvent> events(WorkflowExecution run) {
    return server.getWorkflowClient().fetchHistory(run.getWorkflowId(), run.getRunId()).getEvents();
  }
}
