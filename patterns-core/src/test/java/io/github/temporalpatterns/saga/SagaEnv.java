// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server, in-process or the external one, and a worker for scripted sagas. When it closes it
 * replays every run that it executed.
 */
final class SagaEnv implements AutoCloseable {

  /** Whether the worker keeps runs between their tasks or replays them at each. */
  enum Cache {
    ON,
    OFF
  }

  private final String queue = "saga-" + UUID.randomUUID();
  private final TestWorkflowEnvironment env;
  private final Worker worker;
  private final Ledger ledger = new Ledger();
  private final Map<String, SagaRun> runs = new ConcurrentHashMap<>();

  SagaEnv(Cache cache) {
    this(cache, GlobalDataConverter.get());
  }

  SagaEnv(Cache cache, DataConverter converter) {
    this(cache, converter, WorkflowImplementationOptions.getDefaultInstance());
  }

  /**
   * @param implementation which exceptions fail a run, for example
   */
  SagaEnv(Cache cache, DataConverter converter, WorkflowImplementationOptions implementation) {
    env = TestWorkflowEnvironment.newInstance(server(converter));
    WorkerOptions.Builder options =
        WorkerOptions.newBuilder()
            .setMaxHeartbeatThrottleInterval(Duration.ofMillis(10))
            .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(10))
            .setDefaultDeadlockDetectionTimeout(10_000); // The machine may be busy.
    if (cache == Cache.OFF) {
      options.setStickyQueueScheduleToStartTimeout(Duration.ZERO);
    }
    worker = env.newWorker(queue, options.build());
    worker.registerWorkflowImplementationFactory(Flow.class, ScriptedFlow::new, implementation);
    worker.registerWorkflowImplementationTypes(
        Errand.Impl.class, Generics.Impl.class, Values.ChildImpl.class);
    worker.registerActivitiesImplementations(new Desk(ledger), new Values.Notes(ledger));
    env.start();
  }

  private static TestEnvironmentOptions server(DataConverter converter) {
    WorkflowClientOptions.Builder client =
        WorkflowClientOptions.newBuilder().setDataConverter(converter);
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder()
                    // By default a close waits a quarter of a second.
                    .setShutdownCheckInterval(Duration.ofMillis(1))
                    .build());
    if ("external".equals(System.getProperty("patterns.test.server"))) {
      options.setUseExternalService(true).setTarget(System.getenv("TEMPORAL_ADDRESS"));
      client.setNamespace(System.getenv().getOrDefault("TEMPORAL_NAMESPACE", "default"));
    }
    return options.setWorkflowClientOptions(client.build()).build();
  }

  void registerSearchAttribute(String name) {
    env.registerSearchAttribute(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
  }

  Ledger ledger() {
    return ledger;
  }

  SagaRun start(Flow.Script script) {
    return start(Desk.options().build(), script);
  }

  SagaRun start(SagaOptions options, Flow.Script script) {
    return start(options, run -> {}, script);
  }

  /**
   * @param settings of the run: a retry policy, for example
   */
  SagaRun start(
      SagaOptions options, Consumer<WorkflowOptions.Builder> settings, Flow.Script script) {
    WorkflowOptions.Builder stub =
        WorkflowOptions.newBuilder(stubOptions(UUID.randomUUID().toString()));
    settings.accept(stub);
    SagaRun run = new SagaRun(env.getWorkflowClient(), stub.build(), "Flow", options, script);
    runs.put(run.id(), run);
    run.stub().start((Object) null);
    return run;
  }

  void cancel(String workflowId) {
    env.getWorkflowClient().newUntypedWorkflowStub(workflowId).cancel();
  }

  WorkflowServiceStubs server() {
    return env.getWorkflowServiceStubs();
  }

  /** A run of a workflow class of its own, which this environment replays too. */
  SagaRun start(String type, Object input) {
    String id = UUID.randomUUID().toString();
    SagaRun run =
        new SagaRun(
            env.getWorkflowClient(),
            stubOptions(id),
            type,
            Desk.options().build(),
            (flow, saga, state) -> null);
    run.began("");
    runs.put(id, run);
    run.stub().start(input);
    return run;
  }

  private WorkflowOptions stubOptions(String id) {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(queue)
        .setWorkflowId(id)
        // The in-process clock may jump to the end of a run.
        .setWorkflowExecutionTimeout(Duration.ofHours(100))
        .build();
  }

  @Override
  public void close() {
    ledger.releaseAll();
    try (env) {
      runs.values().stream()
          .flatMap(SagaRun::replayable)
          .toList()
          .forEach(
              history ->
                  assertThatCode(() -> worker.replayWorkflowExecution(history))
                      .as("replay of the run")
                      .doesNotThrowAnyException());
    }
  }

  /** One instance of a run: an execution, or a replay of it. */
  private final class ScriptedFlow implements Flow, Flow.Cue {
    private final SagaRun run =
        Objects.requireNonNull(runs.get(Workflow.getInfo().getWorkflowId()));
    private boolean signalled;

    @Override
    public @Nullable Object run(@Nullable SagaState state) {
      run.began(Workflow.getInfo().getRunId());
      return run.script().apply(this, SagaCompensator.restore(run.options(), state), state);
    }

    @Override
    public void signal() {
      signalled = true;
    }

    @Override
    public boolean signalled() {
      return signalled;
    }

    @Override
    public void reached(String point) {
      ledger.reached(point);
    }
  }
}
