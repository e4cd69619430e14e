// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A scripted saga, seen from the test. */
final class SagaRun {
  private final WorkflowClient client;
  private final WorkflowStub stub;
  private final SagaOptions options;
  private final Flow.Script script;
  private final String id;
  private final boolean startedAgain;
  private final Set<String> runIds = ConcurrentHashMap.newKeySet();

  SagaRun(
      WorkflowClient client,
      WorkflowOptions stubOptions,
      String type,
      SagaOptions options,
      Flow.Script script) {
    this.client = client;
    this.stub = client.newUntypedWorkflowStub(type, stubOptions);
    this.options = options;
    this.script = script;
    this.id = Objects.requireNonNull(stubOptions.getWorkflowId());
    this.startedAgain =
        stubOptions.getRetryOptions() != null || stubOptions.getCronSchedule() != null;
  }

  String id() {
    return id;
  }

  WorkflowStub stub() {
    return stub;
  }

  SagaOptions options() {
    return options;
  }

  Flow.Script script() {
    return script;
  }

  void began(String runId) {
    runIds.add(runId);
  }

  /** The newest run of the id, not the one that was started. */
  WorkflowStub latest() {
    return client.newUntypedWorkflowStub(id);
  }

  Object result() {
    return stub.getResult(Object.class);
  }

  /** The cause of the run's failure. */
  Throwable failure() {
    WorkflowFailedException failed =
        catchThrowableOfType(WorkflowFailedException.class, this::result);
    return Objects.requireNonNull(Objects.requireNonNull(failed, "the run succeeded").getCause());
  }

  ApplicationFailure applicationFailure() {
    return (ApplicationFailure) failure();
  }

  SagaOperator operator() {
    return client.newWorkflowStub(SagaOperator.class, id);
  }

  SagaReport report() {
    return stub.query("saga.report", SagaReport.class);
  }

  /** Asks until the report is as wanted; the test's own watchdog ends it otherwise. */
  void awaitReport(Predicate<SagaReport> wanted) {
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (!wanted.test(report())) {
        never.await(20, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  SagaReport.Summary memo() {
    Object memo = stub.describe().getMemo(SagaReport.MEMO, SagaReport.Summary.class);
    return (SagaReport.Summary) Objects.requireNonNull(memo);
  }

  String details() {
    return stub.query("__temporal_workflow_metadata", WorkflowMetadata.class).getCurrentDetails();
  }

  /** Every run of the chain that can be replayed. */
  Stream<WorkflowExecutionHistory> replayable() {
    return histories().filter(this::endsAsTheWorkerSaid);
  }

  /** Every run of the chain that a worker has seen. */
  Stream<WorkflowExecutionHistory> histories() {
    return List.copyOf(runIds).stream()
        .map(runId -> runId.isEmpty() ? client.fetchHistory(id) : client.fetchHistory(id, runId));
  }

  /**
   * The in-process server writes down another end than the worker's if it starts a run again; and
   * no worker ends a run by its termination.
   */
  private boolean endsAsTheWorkerSaid(WorkflowExecutionHistory history) {
    return switch (history.getLastEvent().getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED -> false;
      case EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW -> !startedAgain;
      default -> true;
    };
  }

  /** Why workflow tasks failed, in order. */
  List<String> taskFailures() {
    return events(EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED).stream()
        .map(event -> messages(event.getWorkflowTaskFailedEventAttributes().getFailure()))
        .toList();
  }

  private static String messages(Failure failure) {
    return failure.getMessage() + (failure.hasCause() ? "; " + messages(failure.getCause()) : "");
  }

  List<HistoryEvent> events(EventType type) {
    return client.fetchHistory(id).getEvents().stream()
        .filter(event -> event.getEventType() == type)
        .toList();
  }
}
