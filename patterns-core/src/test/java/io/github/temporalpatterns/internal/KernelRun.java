// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.internal.Script.Body;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A run of a script, seen from the test. */
final class KernelRun {

  private final String id;
  private final WorkflowClient client;
  private final WorkflowStub stub;
  private final Body body;
  private final Map<String, CompletableFuture<String>> points = new ConcurrentHashMap<>();
  private final List<List<Object>> notes = new CopyOnWriteArrayList<>();
  private final AtomicInteger executions = new AtomicInteger();

  KernelRun(String id, WorkflowClient client, WorkflowStub stub, Body body) {
    this.id = id;
    this.client = client;
    this.stub = stub;
    this.body = body;
  }

  String id() {
    return id;
  }

  WorkflowStub stub() {
    return stub;
  }

  Body body() {
    return body;
  }

  KernelRun awaitReached(String point) {
    assertThat(point(point)).as("reached %s", point).succeedsWithin(Duration.ofSeconds(20));
    return this;
  }

  /** The activity's first attempt has failed and the server holds the next one back. */
  KernelRun awaitBackoff() {
    while (stub.describe().getRawDescription().getPendingActivitiesList().stream()
        .noneMatch(activity -> activity.getAttempt() == 2)) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return this;
  }

  @Nullable Object result() {
    return stub.getResult(Object.class);
  }

  /** Whether a worker has seen the run. */
  boolean began() {
    return !notes.isEmpty();
  }

  /** A worker has seen the run, and the server has not thrown away what the worker answered. */
  boolean canBeReplayed() {
    return began()
        && history().getLastEvent().getEventType()
            != EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED;
  }

  /** How often the activity ran, whatever the workflow was told about it. */
  int executions() {
    return executions.get();
  }

  WorkflowExecutionHistory history() {
    return client.fetchHistory(id);
  }

  List<HistoryEvent> events(EventType type) {
    return history().getEvents().stream().filter(event -> event.getEventType() == type).toList();
  }

  /** Every timer that was started has fired or was cancelled. */
  void assertTimers(int started, int fired, int canceled) {
    assertThat(events(EventType.EVENT_TYPE_TIMER_STARTED)).as("timers started").hasSize(started);
    assertThat(events(EventType.EVENT_TYPE_TIMER_FIRED)).as("timers fired").hasSize(fired);
    assertThat(events(EventType.EVENT_TYPE_TIMER_CANCELED)).as("cancelled").hasSize(canceled);
  }

  /** What the instance that came farthest noted. */
  List<Object> notes() {
    return notes.stream().max(Comparator.comparingInt(List::size)).orElseThrow();
  }

  void assertSameNotes() {
    assertThat(notes).allSatisfy(one -> assertThat(one).isEqualTo(notes().subList(0, one.size())));
  }

  void reached(String point) {
    point(point).complete(point);
  }

  void countExecution() {
    executions.incrementAndGet();
    reached("executed");
  }

  List<Object> newNotes() {
    List<Object> fresh = new CopyOnWriteArrayList<>();
    notes.add(fresh);
    return fresh;
  }

  private CompletableFuture<String> point(String point) {
    return points.computeIfAbsent(point, name -> new CompletableFuture<>());
  }
}
