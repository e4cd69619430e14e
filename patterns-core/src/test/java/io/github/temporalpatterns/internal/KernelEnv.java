// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.temporalpatterns.internal.Script.Body;
import io.github.temporalpatterns.internal.Script.Flow;
import io.temporal.activity.Activity;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server, in-process or the external one, and a worker for scripts. When it closes it replays
 * every run that it executed.
 */
final class KernelEnv implements AutoCloseable {

  /** Whether the worker keeps runs between their tasks or replays them at each. */
  enum Cache {
    ON,
    OFF
  }

  private final String queue = "kernel-" + UUID.randomUUID();
  private final TestWorkflowEnvironment env;
  private final Worker worker;
  private final Map<String, KernelRun> runs = new ConcurrentHashMap<>();

  KernelEnv(Cache cache) {
    env = TestWorkflowEnvironment.newInstance(server());
    WorkerOptions.Builder options =
        WorkerOptions.newBuilder()
            .setMaxHeartbeatThrottleInterval(Duration.ofMillis(10))
            .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(10))
            .setDefaultDeadlockDetectionTimeout(10_000); // The machine may be busy.
    if (cache == Cache.OFF) {
      options.setStickyQueueScheduleToStartTimeout(Duration.ZERO);
    }
    worker = env.newWorker(queue, options.build());
    worker.registerWorkflowImplementationFactory(Flow.class, ScriptFlow::new);
    worker.registerActivitiesImplementations((Script.Work) this::work);
    env.start();
  }

  private static TestEnvironmentOptions server() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            // A clock that skips would race with the signals and cancellations that tests send.
            .setUseTimeskipping(false)
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    // By default a close waits a quarter of a second.
                    .setShutdownCheckInterval(Duration.ofMillis(1))
                    .build());
    if ("external".equals(System.getProperty("patterns.test.server"))) {
      options
          .setUseExternalService(true)
          .setTarget(System.getenv("TEMPORAL_ADDRESS"))
          .setWorkflowClientOptions(
              WorkflowClientOptions.newBuilder()
                  .setNamespace(System.getenv().getOrDefault("TEMPORAL_NAMESPACE", "default"))
                  .build());
    }
    return options.build();
  }

  void registerSearchAttribute(String name, IndexedValueType type) {
    env.registerSearchAttribute(name, type);
  }

  KernelRun start(Body body) {
    KernelRun run = declare(body);
    run.stub().start();
    return run;
  }

  /** A run that the test does not start, because another one does. */
  KernelRun declare(Body body) {
    String id = UUID.randomUUID().toString();
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setTaskQueue(queue)
            .setWorkflowId(id)
            .setWorkflowExecutionTimeout(Duration.ofMinutes(10))
            .build();
    WorkflowClient client = env.getWorkflowClient();
    KernelRun run =
        new KernelRun(id, client, client.newUntypedWorkflowStub("Script", options), body);
    runs.put(id, run);
    return run;
  }

  @Override
  public void close() {
    try (env) {
      for (KernelRun run : runs.values().stream().filter(KernelRun::canBeReplayed).toList()) {
        assertThatCode(() -> worker.replayWorkflowExecution(run.history()))
            .as("replay of the run")
            .doesNotThrowAnyException();
        run.assertSameNotes();
      }
    }
  }

  private String work(String kind) throws InterruptedException {
    KernelRun run = run(Activity.getExecutionContext().getInfo().getWorkflowId());
    run.countExecution();
    switch (kind) {
      case "fail" -> throw ApplicationFailure.newNonRetryableFailure("as told", "Boom");
      case "flake" -> throw ApplicationFailure.newFailure("as told", "Boom");
      case "hold" -> holdUntilCancelled(run);
      default -> {}
    }
    return kind.equals("big") ? "x".repeat(3 << 20) : "done";
  }

  /** Leaves by the exception that a heartbeat throws after the cancellation. */
  private static void holdUntilCancelled(KernelRun run) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    do {
      Activity.getExecutionContext().heartbeat(null);
      run.reached("held");
    } while (!never.await(10, TimeUnit.MILLISECONDS));
  }

  private KernelRun run(String workflowId) {
    return Objects.requireNonNull(runs.get(workflowId));
  }

  /** One instance of a run: the first execution, or a replay of it. */
  private final class ScriptFlow implements Flow, Script {

    private final Set<String> signals = new LinkedHashSet<>();
    private final KernelRun run = KernelEnv.this.run(Workflow.getInfo().getWorkflowId());
    private final List<Object> notes = run.newNotes();

    @Override
    public @Nullable Object run() {
      return run.body().apply(this);
    }

    @Override
    public void signal(String name) {
      signals.add(name);
    }

    @Override
    public boolean signalled(String name) {
      return signals.contains(name);
    }

    @Override
    public void reached(String point) {
      run.reached(point);
    }

    @Override
    public void note(Object value) {
      notes.add(value);
    }
  }
}
