// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static java.util.Objects.requireNonNull;

import io.github.temporalpatterns.saga.SagaOperator;
import io.github.temporalpatterns.saga.SagaReport;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of a scripted saga, and what became of it. */
final class SagaRun {
  private final SagaScript script;
  private final Scenario<ScriptedSaga> scenario;
  private final SagaWorld world;
  private @Nullable Throwable failure;

  SagaRun(SagaScript script, Scenario<ScriptedSaga> scenario, SagaWorld world) {
    this.script = script;
    this.scenario = scenario;
    this.world = world;
  }

  SagaRun fault(SagaWorld.Op op, String step, SagaWorld.Fault... attempts) {
    world.fault(op, step, attempts);
    return this;
  }

  SagaRun options(Consumer<WorkflowOptions.Builder> change) {
    scenario.configure(change);
    return this;
  }

  SagaRun start() {
    scenario.start(saga -> saga.perform(script));
    return this;
  }

  /** Waits for the end, whatever it is. */
  SagaRun end() {
    try {
      scenario.result(String.class);
    } catch (WorkflowFailedException e) {
      failure = requireNonNull(e.getCause());
    }
    return this;
  }

  SagaRun perform() {
    return start().end();
  }

  Scenario<ScriptedSaga> scenario() {
    return scenario;
  }

  SagaWorld world() {
    return world;
  }

  WorkflowExecutionStatus status() {
    return scenario.status();
  }

  /** The steps for which an undo was scheduled, in order. */
  List<String> undone() {
    return world.scheduled(SagaWorld.Op.UNDO);
  }

  /** The messages and types of the failure and its causes. */
  List<String> failures() {
    List<String> lines = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String type = cause instanceof ApplicationFailure f ? f.getType() + " " : "";
      lines.add(type + cause.getMessage());
    }
    return lines;
  }

  SagaReport report() {
    return scenario.stub(SagaOperator.class).sagaReport();
  }

  SagaReport.Outcome outcome() {
    return report().outcome();
  }

  /** What the run left in its memo. */
  SagaReport.Summary published() {
    SagaReport.Summary summary =
        scenario
            .untyped()
            .describe()
            .getMemo(SagaReport.MEMO, SagaReport.Summary.class, SagaReport.Summary.class);
    if (summary == null) {
      throw new AssertionError("the run published no outcome in its memo");
    }
    return summary;
  }

  /** The scheduled events of the activities that were open when the first undo was scheduled. */
  Set<Long> openAtFirstUndo() {
    Set<Long> open = new LinkedHashSet<>();
    for (HistoryEvent event : scenario.history().getEvents()) {
      switch (event.getEventType()) {
        case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
          if (event
              .getActivityTaskScheduledEventAttributes()
              .getActivityType()
              .getName()
              .equals("Undo")) {
            return open;
          }
          open.add(event.getEventId());
        }
        case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
            open.remove(event.getActivityTaskCompletedEventAttributes().getScheduledEventId());
        case EVENT_TYPE_ACTIVITY_TASK_FAILED ->
            open.remove(event.getActivityTaskFailedEventAttributes().getScheduledEventId());
        case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT ->
            open.remove(event.getActivityTaskTimedOutEventAttributes().getScheduledEventId());
        case EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
            open.remove(event.getActivityTaskCanceledEventAttributes().getScheduledEventId());
        default -> {}
      }
    }
    throw new AssertionError("the run scheduled no undo");
  }

  /** How often an event stands in the histories of the run and of those that continue it. */
  long count(EventType type) {
    return scenario.histories().stream()
        .flatMap(history -> history.getEvents().stream())
        .filter(event -> event.getEventType() == type)
        .count();
  }
}
