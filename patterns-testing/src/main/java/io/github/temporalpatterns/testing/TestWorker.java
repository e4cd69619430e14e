// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.DynamicActivity;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.metadata.POJOActivityImplMetadata;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Functions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One worker of a {@link PatternEnv}: what it runs, and whether it is alive.
 *
 * <p>Client side, tests only; from {@link PatternEnv#worker}. Register everything before the worker
 * starts, which the first {@link Scenario} does by itself. A killed worker keeps its registrations,
 * so {@link #start()} brings it back as a new process would come back: with an empty cache.
 */
public final class TestWorker {
  private final String taskQueue;
  private final WorkerFactories factories;
  private final AttemptClock clock;
  private final Complaints complaints;
  private final List<Consumer<Worker>> registrations = new ArrayList<>();
  private final List<Class<?>> workflows = new ArrayList<>();
  private final Set<String> activityTypes = new TreeSet<>();
  private final Map<Class<?>, Canned<?>> canned = new LinkedHashMap<>();
  private @Nullable WorkerFactory running;
  private @Nullable WorkerFactory replaying;
  private @Nullable Worker replayer;
  private boolean killed;

  TestWorker(
      String taskQueue, WorkerFactories factories, AttemptClock clock, Complaints complaints) {
    this.taskQueue = taskQueue;
    this.factories = factories;
    this.clock = clock;
    this.complaints = complaints;
  }

  /**
   * Returns the task queue that the worker polls.
   *
   * @return the task queue's name
   */
  public String taskQueue() {
    return taskQueue;
  }

  /**
   * Registers workflow implementation classes.
   *
   * @param implementations classes with a public constructor
   * @return this worker
   */
  public TestWorker registerWorkflows(Class<?>... implementations) {
    if (implementations.length > 0) {
      register(worker -> worker.registerWorkflowImplementationTypes(implementations));
      workflows.addAll(List.of(implementations));
    }
    return this;
  }

  /**
   * Registers a workflow whose instances a function makes, such as a fake of a child workflow.
   *
   * @param type the workflow interface
   * @param factory makes one instance for each run and each replay of it
   * @param <T> the workflow interface
   * @return this worker
   */
  public <T> TestWorker registerWorkflowFactory(Class<T> type, Functions.Func<T> factory) {
    register(worker -> worker.registerWorkflowImplementationFactory(type, factory));
    workflows.add(type);
    return this;
  }

  /**
   * Registers activity objects: implementations, {@link DynamicActivity} or Mockito mocks and
   * spies. A mock whose method nobody stubbed returns null, and its activity succeeds with that.
   *
   * @param implementations the objects that run the activities
   * @return this worker
   * @throws IllegalArgumentException if an object has no activity interface, or an activity of the
   *     same name is already registered
   */
  public TestWorker registerActivities(Object... implementations) {
    for (Object implementation : implementations) {
      Object registered = Mocks.wrap(implementation);
      if (!(registered instanceof DynamicActivity)) {
        addTypes(registered);
      }
      register(worker -> worker.registerActivitiesImplementations(registered));
    }
    return this;
  }

  /**
   * Returns the scripted fake of an activity interface, registered with this worker. The same
   * interface gives the same object.
   *
   * @param activities an activity interface
   * @param <A> the interface
   * @return the fake, whose methods have no script at first
   */
  @SuppressWarnings("unchecked")
  public <A> Canned<A> canned(Class<A> activities) {
    Canned<?> existing = canned.get(activities);
    if (existing != null) {
      return (Canned<A>) existing;
    }
    Canned<A> created = new Canned<>(activities, clock, complaints);
    registerActivities(created.implementation());
    canned.put(activities, created);
    return created;
  }

  /** Starts the worker, or starts it again after {@link #kill()}; nothing if it runs. */
  public synchronized void start() {
    if (running == null) {
      WorkerFactory factory = factories.recording();
      registerAll(factories.newWorker(factory, taskQueue));
      factory.start();
      running = factory;
      killed = false;
    }
  }

  /**
   * Stops the worker as abruptly as one process can: it takes no more tasks, activities in flight
   * are interrupted and cached workflows are dropped. An activity that ignores the interrupt holds
   * this call for up to ten seconds.
   */
  public synchronized void kill() {
    killed = true;
    if (running != null) {
      running.shutdownNow();
      running.awaitTermination(10, TimeUnit.SECONDS);
      running = null;
    }
  }

  synchronized void startUnlessKilled() {
    if (!killed) {
      start();
    }
  }

  /** Tells, one line each, which scripted behaviours no call came to. */
  List<String> unusedScripts() {
    return canned.values().stream().flatMap(fake -> fake.unused().stream()).toList();
  }

  Set<String> activityTypes() {
    return activityTypes;
  }

  List<Class<?>> workflows() {
    return workflows;
  }

  boolean runs(Class<?> workflowInterface) {
    return workflows.stream()
        .anyMatch(
            type ->
                workflowInterface.isAssignableFrom(type)
                    || DynamicWorkflow.class.isAssignableFrom(type));
  }

  /** Replays a history on the same registrations, beside the running worker. */
  synchronized void replay(WorkflowExecutionHistory history) throws Exception {
    if (replayer == null) {
      replaying = factories.replaying();
      replayer = factories.newWorker(replaying, taskQueue);
      registerAll(replayer);
    }
    replayer.replayWorkflowExecution(history);
  }

  /** Ends the worker and its twin for replays. */
  synchronized void close() {
    kill();
    if (replaying != null) {
      replaying.shutdownNow();
      replaying.awaitTermination(1, TimeUnit.SECONDS);
    }
  }

  private void registerAll(Worker worker) {
    registrations.forEach(registration -> registration.accept(worker));
  }

  private synchronized void register(Consumer<Worker> registration) {
    if (running != null) {
      throw new IllegalStateException(
          "the worker of " + taskQueue + " already runs; register before the first run");
    }
    registrations.add(registration);
  }

  private void addTypes(Object implementation) {
    POJOActivityImplMetadata.newInstance(implementation.getClass())
        .getActivityMethods()
        .forEach(
            method -> {
              if (!activityTypes.add(method.getActivityTypeName())) {
                throw new IllegalArgumentException(
                    "activity " + method.getActivityTypeName() + " is already registered");
              }
            });
  }
}
