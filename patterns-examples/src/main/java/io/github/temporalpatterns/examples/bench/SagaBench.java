// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench;

import com.sun.management.OperatingSystemMXBean;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.worker.Worker;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the saga compensator costs beside the same trip by hand: events a step, events an undone
 * saga, and processor time a workflow task (of this process; on the in-process server the server's
 * own is in both).
 */
final class SagaBench {
  private static final int ROUNDS = 70;
  private static final int WARM_UP = 20;

  /** As many as make a round long beside the ticks, of 10 ms, of the process's clock. */
  private static final int RUNS = 40;

  private static final String BY_SAGA = "bench.BySaga";
  private static final String BY_HAND = "bench.ByHand";

  private final WorkflowClient client;
  private final String queue;
  private final PrintStream out;

  SagaBench(WorkflowClient client, String queue, PrintStream out) {
    this.client = client;
    this.queue = queue;
    this.out = out;
  }

  static void register(Worker worker) {
    worker.registerWorkflowImplementationTypes(
        BenchTrip.BySagaImpl.class, BenchTrip.ByHandImpl.class);
    worker.registerActivitiesImplementations(new BenchTrip.FastBookings());
  }

  Map<String, @Nullable Object> run() {
    Figures figures = new Figures(out);
    int completed = events(BY_SAGA, "ok") - events(BY_HAND, "ok");
    int undone = events(BY_SAGA, "none") - events(BY_HAND, "none");
    figures.put("extraEventsPerStep", (double) completed / BenchTrip.STEPS);
    figures.put("extraEventsPerUndoneSaga", undone);
    List<Double> bySaga = new ArrayList<>();
    List<Double> byHand = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      boolean sagaFirst = round % 2 == 0;
      double first = cpuPerTask(sagaFirst ? BY_SAGA : BY_HAND);
      double second = cpuPerTask(sagaFirst ? BY_HAND : BY_SAGA);
      if (round >= WARM_UP) {
        bySaga.add(sagaFirst ? first : second);
        byHand.add(sagaFirst ? second : first);
        ratios.add(sagaFirst ? first / second : second / first);
      }
    }
    out.printf(
        "processor time a task: %.0f us by saga, %.0f us by hand%n",
        Figures.median(bySaga) / 1000, Figures.median(byHand) / 1000);
    figures.ratio("cpuPerTaskVsRaw", ratios);
    return figures.toMap();
  }

  private int events(String type, String last) {
    WorkflowStub run = start(type, last);
    end(run);
    WorkflowExecutionHistory history = client.fetchHistory(run.getExecution().getWorkflowId());
    int tasks = tasks(history);
    int all = history.getEvents().size() - 3 * tasks;
    out.printf("%s, last booking %s: %d events besides %d tasks%n", type, last, all, tasks);
    return all;
  }

  private static int tasks(WorkflowExecutionHistory history) {
    return (int)
        history.getEvents().stream()
            .filter(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
            .count();
  }

  /** Both types need the same number of tasks for a completed trip: one a booking and one more. */
  private double cpuPerTask(String type) {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = system.getProcessCpuTime();
    List<WorkflowStub> runs = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      runs.add(start(type, "ok"));
    }
    runs.forEach(SagaBench::end);
    return (double) (system.getProcessCpuTime() - before) / (RUNS * (BenchTrip.STEPS + 1));
  }

  private WorkflowStub start(String type, String last) {
    WorkflowStub run =
        client.newUntypedWorkflowStub(
            type,
            WorkflowOptions.newBuilder()
                .setTaskQueue(queue)
                .setWorkflowId("bench-" + UUID.randomUUID())
                .build());
    run.start(last);
    return run;
  }

  private static void end(WorkflowStub run) {
    try {
      run.getResult(String.class);
    } catch (WorkflowFailedException undone) {
      // the trip whose last booking is refused ends so
      if (!String.valueOf(undone.getCause()).contains("Book")) {
        throw undone;
      }
    }
  }
}
