// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.LibraryWorkflows;
import io.github.temporalpatterns.testing.internal.Plain;
import io.github.temporalpatterns.testing.internal.WorkflowTypes;
import io.github.temporalpatterns.testing.internal.script.Fake;
import io.github.temporalpatterns.testing.internal.script.Fakes;
import io.temporal.activity.DynamicActivity;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.EncodedValues;
import io.temporal.common.metadata.POJOActivityImplMetadata;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Functions;
import java.util.ArrayList;
import java.util.HashMap;
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
  private final Fakes fakes;
  private final List<Consumer<Worker>> registrations = new ArrayList<>();
  private final List<Class<?>> workflows = new ArrayList<>();
  private final Map<Class<?>, Canned<?>> canned = new HashMap<>();
  private final Set<String> activityTypes = new TreeSet<>();
  private boolean dynamicActivity;
  private @Nullable WorkerFactory running;
  private @Nullable WorkerFactory replaying;
  private @Nullable Worker replayer;
  private boolean killed;
  private boolean died;
  private boolean closed;

  TestWorker(String taskQueue, WorkerFactories factories, Fakes fakes) {
    this.taskQueue = taskQueue;
    this.factories = factories;
    this.fakes = fakes;
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
    return registerWorkflows(WorkflowImplementationOptions.getDefaultInstance(), implementations);
  }

  /**
   * Registers workflow implementation classes with options of their own.
   *
   * @param options such as the exceptions by which they fail
   * @param implementations classes with a public constructor
   * @return this worker
   */
  public TestWorker registerWorkflows(
      WorkflowImplementationOptions options, Class<?>... implementations) {
    if (implementations.length > 0) {
      register(worker -> worker.registerWorkflowImplementationTypes(options, implementations));
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
    return registerWorkflowFactory(
        type, factory, WorkflowImplementationOptions.getDefaultInstance());
  }

  /**
   * As {@link #registerWorkflowFactory(Class, Functions.Func)}, with options.
   *
   * @param type the workflow interface
   * @param factory makes one instance for each run and each replay of it
   * @param options such as the exceptions by which the workflow fails
   * @param <T> the workflow interface
   * @return this worker
   */
  public <T> TestWorker registerWorkflowFactory(
      Class<T> type, Functions.Func<T> factory, WorkflowImplementationOptions options) {
    register(worker -> worker.registerWorkflowImplementationFactory(type, factory, options));
    workflows.add(type);
    return this;
  }

  /**
   * Registers activity objects: implementations, {@link DynamicActivity} or Mockito mocks and
   * spies. A mock is accepted although its interface has {@code @ActivityMethod} on a method, which
   * the plain SDK refuses. A call that nobody stubbed, of a method that returns something, fails
   * like one without a script instead of returning null, unless {@link Check#SCRIPTS} is unchecked;
   * the kit does not check for stubs that nobody called; Mockito can do that.
   *
   * @param implementations the objects that run the activities
   * @return this worker
   * @throws IllegalArgumentException if an object has no activity interface, or an activity of the
   *     same name is already registered
   */
  public TestWorker registerActivities(Object... implementations) {
    for (Object implementation : implementations) {
      Object registered = fakes.mocks().wrap(implementation);
      if (registered instanceof DynamicActivity) {
        dynamicActivity = true;
      } else {
        addTypes(registered);
      }
      register(worker -> worker.registerActivitiesImplementations(registered));
    }
    return this;
  }

  /**
   * Returns the scripted fake of an activity or workflow interface, registered with this worker.
   * The same interface gives the same object.
   *
   * @param type an activity or workflow interface
   * @param <A> the interface
   * @return the fake, whose methods have no script at first
   * @throws IllegalArgumentException if it is neither, or the worker runs it already
   */
  @SuppressWarnings("unchecked") // each under its own type
  public <A> Canned<A> canned(Class<A> type) {
    Fake<A> fake = fakes.typed(type, made -> register(made, type));
    return (Canned<A>) canned.computeIfAbsent(type, first -> new Canned<>(fake));
  }

  private <A> void register(Fake<A> fake, Class<A> type) {
    if (!fake.isWorkflow()) {
      registerActivities(fake.implementation());
      return;
    }
    for (Class<?> workflow : workflows) {
      if (type.isAssignableFrom(workflow)) {
        throw new IllegalArgumentException(
            "%s is already run by %s; fake it on a worker that does not run it"
                .formatted(type.getSimpleName(), workflow.getSimpleName()));
      }
    }
    registerWorkflowFactory(type, fake::implementation);
  }

  /**
   * Starts the script of an activity by its name, for one without an interface, such as one written
   * in another language.
   *
   * @param activityType the activity type's name
   * @return the script; functions get the encoded arguments
   * @throws IllegalArgumentException if the worker has an activity of that name
   * @throws IllegalStateException if the name already has a script, or the worker has a {@link
   *     DynamicActivity}
   */
  public Script<
          Functions.Func1<EncodedValues, @Nullable Object>,
          Functions.Func1<EncodedValues, Boolean>,
          @Nullable Object>
      cannedActivity(String activityType) {
    if (dynamicActivity) {
      throw new IllegalStateException(
          "the worker has a DynamicActivity, which would take the calls of " + activityType);
    }
    var script = new Script<>(fakes.activities().of(activityType));
    addType(activityType);
    register(worker -> {});
    return script;
  }

  /**
   * Starts the script of a workflow by its name, such as a child without an interface.
   *
   * @param workflowType the workflow type's name
   * @return the script; functions get the encoded arguments and are workflow code
   * @throws IllegalStateException if the name already has a script
   */
  public Script<
          Functions.Func1<EncodedValues, @Nullable Object>,
          Functions.Func1<EncodedValues, Boolean>,
          @Nullable Object>
      cannedWorkflow(String workflowType) {
    boolean first = fakes.workflows().names().isEmpty();
    var script = new Script<>(fakes.workflows().of(workflowType));
    register(
        first
            ? worker ->
                worker.registerWorkflowImplementationFactory(
                    DynamicWorkflow.class, fakes::anyWorkflow)
            : worker -> {});
    return script;
  }

  /** Starts the worker, or starts it again after {@link #kill()}. Does nothing if it runs. */
  public synchronized void start() {
    if (closed) {
      throw new IllegalStateException("the environment of this worker is closed");
    }
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
    died = true;
    if (running != null) {
      running.shutdownNow();
      running.awaitTermination(10, TimeUnit.SECONDS);
      running = null;
    }
  }

  /** Whether it was killed, even if it was started again. */
  synchronized boolean hasDied() {
    return died;
  }

  synchronized boolean isRunning() {
    return running != null;
  }

  synchronized void startUnlessKilled() {
    if (closed || !killed) {
      start();
    }
  }

  Fakes fakes() {
    return fakes;
  }

  Set<String> activityTypes() {
    return activityTypes;
  }

  /** The user's own, without those that the library brings. */
  List<Class<?>> workflows() {
    return workflows.stream().filter(workflow -> !LibraryWorkflows.has(workflow)).toList();
  }

  boolean runs(Class<?> workflowInterface) {
    return workflows.stream()
        .anyMatch(
            type ->
                workflowInterface.isAssignableFrom(type)
                    || DynamicWorkflow.class.isAssignableFrom(type));
  }

  /** What another process needs to replay as this worker does. */
  HostileRecipe recipe() {
    return factories.recipe(workflows.stream().filter(type -> !type.isInterface()).toList());
  }

  /** Whether it can run a workflow type; a script by name takes every type, and may refuse it. */
  boolean knowsWorkflow(String type) {
    return !fakes.workflows().names().isEmpty()
        || workflows.stream()
            .anyMatch(
                workflow ->
                    DynamicWorkflow.class.isAssignableFrom(workflow)
                        || WorkflowTypes.of(workflow).anyMatch(type::equals));
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

  /** Reads what a workflow's events say, as the worker does. */
  Plain plain(String workflowId) {
    return Plain.of(factories.client(), workflowId);
  }

  /** Ends the worker and its twin for replays. */
  synchronized void close() {
    closed = true;
    kill();
    if (replaying != null) {
      replaying.shutdownNow();
      replaying.awaitTermination(1, TimeUnit.SECONDS);
    }
  }

  private void registerAll(Worker worker) {
    registrations.forEach(registration -> registration.accept(worker));
    if (!dynamicActivity) {
      // Without it, a call of a name that nobody has would be retried for ever.
      worker.registerActivitiesImplementations(fakes.anyActivity(activityTypes));
    }
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
        .forEach(method -> addType(method.getActivityTypeName()));
  }

  private void addType(String activityType) {
    if (!activityTypes.add(activityType)) {
      throw new IllegalArgumentException("activity " + activityType + " is already registered");
    }
  }
}
