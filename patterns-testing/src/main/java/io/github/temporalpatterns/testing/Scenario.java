// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.github.temporalpatterns.testing.activity.Attempts;
import io.github.temporalpatterns.testing.internal.ActivityTypes;
import io.github.temporalpatterns.testing.internal.Nearest;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.RawValue;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import io.temporal.common.metadata.POJOWorkflowMethodMetadata;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.WorkflowInterface;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One workflow execution in a test: start it, act on it, and look at it afterwards.
 *
 * <p>Client side, tests only; from {@link PatternEnv#scenario} or as a parameter of a {@link
 * PatternTest}. A scenario starts once; for a second run take a second scenario. It follows its
 * workflow through continue-as-new.
 *
 * <pre>{@code
 * order.start(o -> o.place("book"));
 * order.await("the charge", () -> order.attempts().of("charge").count() == 1);
 * order.cancel();
 * assertThatThrownBy(() -> order.result(String.class)).isInstanceOf(WorkflowFailedException.class);
 * }</pre>
 *
 * @param <W> the workflow interface
 */
public final class Scenario<W> {
  private final PatternEnv env;
  private final Class<W> workflow;
  private final POJOWorkflowMethodMetadata method;
  private final String workflowId;
  private Consumer<WorkflowOptions.Builder> configuration = options -> {};
  private @Nullable WorkflowExecution first;
  private @Nullable WorkflowStub started;

  Scenario(PatternEnv env, Class<W> workflow) {
    this.env = env;
    this.workflow = workflow;
    if (!workflow.isInterface()) {
      throw new IllegalArgumentException(
          "%s is a class; a scenario takes the workflow interface%s"
              .formatted(
                  workflow.getSimpleName(),
                  Nearest.among(interfacesOf(workflow), workflow.getSimpleName())));
    }
    if (!workflow.isAnnotationPresent(WorkflowInterface.class)) {
      throw new IllegalArgumentException(
          "%s has no @WorkflowInterface, so it cannot be run; to script activities, declare Canned<%1$s>"
              .formatted(workflow.getSimpleName()));
    }
    this.method =
        POJOWorkflowInterfaceMetadata.newInstance(workflow)
            .getWorkflowMethod()
            .orElseThrow(() -> new IllegalArgumentException(workflow + " has no @WorkflowMethod"));
    this.workflowId = method.getName() + "-" + UUID.randomUUID();
  }

  /**
   * Changes the options of the run, such as memo, timeouts or id.
   *
   * @param change what to set, after the environment has set queue, id and timeout
   * @return this scenario
   */
  public Scenario<W> configure(Consumer<WorkflowOptions.Builder> change) {
    configuration = configuration.andThen(change);
    return this;
  }

  /**
   * Starts the workflow and does not wait for it.
   *
   * @param call calls the workflow method, {@code o -> o.place("book")}
   * @return this scenario
   * @throws IllegalStateException if it has started before, or the environment is closed
   * @throws IllegalArgumentException if no worker runs the workflow, or the call does not call it
   */
  public Scenario<W> start(Functions.Proc1<W> call) {
    if (first != null) {
      throw new IllegalStateException("this scenario has started; take another for another run");
    }
    TestWorker worker = env.workerOf(workflow);
    env.start();
    WorkflowOptions.Builder options =
        WorkflowOptions.newBuilder()
            .setTaskQueue(worker.taskQueue())
            .setWorkflowId(workflowId)
            .setWorkflowExecutionTimeout(env.options().runTimeout());
    configuration.accept(options);
    WorkflowOptions chosen = options.build();
    W stub = env.client().newWorkflowStub(workflow, chosen);
    WorkflowExecution execution = WorkflowClient.start(() -> call.apply(stub));
    if (execution == null) {
      throw new IllegalArgumentException(
          "nothing was started: call the workflow method, as in w -> w.%s(...)"
              .formatted(method.getWorkflowMethod().getName()));
    }
    first = execution;
    started = WorkflowStub.fromTyped(stub);
    return this;
  }

  /**
   * Starts the workflow and waits for its result. Time is skipped meanwhile, if the server can.
   *
   * @param call calls the workflow method, {@code o -> o.place("book")}
   * @param <R> what the workflow returns
   * @return the result
   * @throws WorkflowFailedException if the workflow does not complete
   * @throws AssertionError if the watchdog's time is spent, a workflow task fails, or the run ends
   *     by the environment's own run timeout; it says what the run waited for
   */
  @SuppressWarnings("unchecked")
  public <R extends @Nullable Object> R run(Functions.Func1<W, R> call) {
    start(call::apply);
    return (R) result(method.getWorkflowMethod().getReturnType());
  }

  /**
   * Starts a workflow that returns nothing and waits for its end.
   *
   * @param call calls the workflow method
   * @throws WorkflowFailedException if the workflow does not complete
   * @throws AssertionError if the watchdog's time is spent, a workflow task fails, or the run ends
   *     by the environment's own run timeout; it says what the run waited for
   */
  public void runVoid(Functions.Proc1<W> call) {
    start(call).result(Void.class);
  }

  /**
   * Waits for the result of the started workflow. Time is skipped meanwhile, if the server can.
   *
   * @param type what the workflow returns, {@code Void.class} for nothing
   * @param <R> what the workflow returns
   * @return the result, null for nothing
   * @throws WorkflowFailedException if the workflow does not complete
   * @throws AssertionError if the watchdog's time is spent, a workflow task fails, or the run ends
   *     by the environment's own run timeout; it says what the run waited for
   */
  public <R extends @Nullable Object> R result(Class<R> type) {
    Method called = method.getWorkflowMethod();
    return result(type, type == called.getReturnType() ? called.getGenericReturnType() : type);
  }

  /**
   * As {@link #result(Class)}, for a result whose type has parameters that the workflow's method
   * does not name, such as {@code List<Order>} of a method that returns {@code T}.
   *
   * @param type what the workflow returns, with its parameters
   * @param <R> what the workflow returns
   * @return the result, null for nothing
   * @throws WorkflowFailedException if the workflow does not complete
   * @throws AssertionError if the watchdog's time is spent, a workflow task fails, or the run ends
   *     by the environment's own run timeout; it says what the run waited for
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the caller says
  public <R extends @Nullable Object> R result(Type type) {
    Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
    return result((Class<R>) (raw instanceof Class<?> known ? known : Object.class), type);
  }

  private <R extends @Nullable Object> R result(Class<R> type, Type genericType) {
    WorkflowStub stub = untyped();
    String id = execution().getWorkflowId();
    try {
      return stub.getResult(type, genericType);
    } catch (WorkflowFailedException e) {
      if (e.getCause() instanceof TimeoutFailure && hasTimeoutOfEnvironment(stub)) {
        throw env.evidence().ranOutOfTime(id, e);
      }
      throw e;
    }
  }

  /**
   * Waits for the end of the started workflow, however it ends, through continue-as-new. Time is
   * skipped meanwhile, if the server can. Does not read the workflow's result or failure.
   *
   * @return the status of the newest run
   * @throws AssertionError if the watchdog's time is spent, a workflow task fails, or the run ends
   *     by the environment's own run timeout; it says what the run waited for
   */
  public WorkflowExecutionStatus end() {
    try {
      result(RawValue.class, RawValue.class);
    } catch (WorkflowFailedException ended) {
      // The status says how.
    } catch (RuntimeException unreadable) {
      if (!isClosed()) {
        throw unreadable;
      }
    }
    return status();
  }

  private static List<String> interfacesOf(Class<?> implementation) {
    return Stream.of(implementation.getInterfaces())
        .filter(type -> type.isAnnotationPresent(WorkflowInterface.class))
        .map(Class::getSimpleName)
        .toList();
  }

  private boolean hasTimeoutOfEnvironment(WorkflowStub stub) {
    Duration ofEnvironment = env.options().runTimeout();
    return stub.getOptions()
        .filter(options -> ofEnvironment.equals(options.getWorkflowExecutionTimeout()))
        .isPresent();
  }

  boolean isClosed() {
    return switch (status()) {
      case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_PAUSED -> false;
      default -> true;
    };
  }

  /** Requests the cancellation of the workflow and does not wait for it. */
  public void cancel() {
    WorkflowStub current = env.client().newUntypedWorkflowStub(execution().getWorkflowId());
    current.cancel("cancelled by the test");
  }

  /**
   * Returns a typed stub for signals, queries and updates.
   *
   * @param handlers the workflow interface or an interface that it extends
   * @param <T> that interface
   * @return a stub of the newest run
   */
  public <T> T stub(Class<T> handlers) {
    return env.client().newWorkflowStub(handlers, execution().getWorkflowId());
  }

  /**
   * Returns the workflow's own typed stub.
   *
   * @return a stub of the newest run
   */
  public W stub() {
    return stub(workflow);
  }

  /**
   * Returns the untyped stub through which the workflow was started.
   *
   * @return the stub
   */
  public WorkflowStub untyped() {
    if (started == null) {
      throw new IllegalStateException("start the scenario first");
    }
    return started;
  }

  /**
   * Returns the execution that was started.
   *
   * @return workflow id and first run id
   */
  public WorkflowExecution execution() {
    if (first == null) {
      throw new IllegalStateException("start the scenario first");
    }
    return first;
  }

  /**
   * Returns the status of the newest run.
   *
   * @return the server's status
   */
  public WorkflowExecutionStatus status() {
    return env.client().newUntypedWorkflowStub(execution().getWorkflowId()).describe().getStatus();
  }

  /**
   * Returns how long the workflow took, or has taken so far, in the server's time.
   *
   * @return the time between the first and the last event of its histories
   */
  public Duration elapsed() {
    List<WorkflowExecutionHistory> all = histories();
    Timestamp start = all.get(0).getEvents().get(0).getEventTime();
    Timestamp end = all.get(all.size() - 1).getLastEvent().getEventTime();
    return Duration.ofNanos(Durations.toNanos(Timestamps.between(start, end)));
  }

  /**
   * Returns the history of the newest run.
   *
   * @return the history so far
   */
  public WorkflowExecutionHistory history() {
    List<WorkflowExecutionHistory> all = histories();
    return all.get(all.size() - 1);
  }

  /** The history of a run of this workflow, or of one recorded before, as it reads. */
  WorkflowExecutionHistory plain(WorkflowExecutionHistory history) {
    return Histories.readable(env.client(), history);
  }

  /**
   * Returns the history of each run, from the first through continue-as-new to the newest.
   *
   * @return at least one history
   */
  public List<WorkflowExecutionHistory> histories() {
    return env.evidence().histories().chain(execution().getWorkflowId(), execution().getRunId());
  }

  /**
   * Returns the attempts of this workflow's activities and of those of its descendants.
   *
   * @return a snapshot
   */
  public Attempts attempts() {
    String id = execution().getWorkflowId();
    return env.attempts().where(attempt -> env.runs().belongsTo(attempt.workflowId(), id));
  }

  /**
   * Waits in real time until a condition holds; see {@link PatternEnv#await}.
   *
   * @param what the condition in words, for the report
   * @param condition asked every 10 milliseconds
   * @throws AssertionError if the watchdog's time is spent, or a workflow task fails
   */
  public void await(String what, BooleanSupplier condition) {
    env.await(what, condition);
  }

  /** The type of an activity that a worker has, from a name as a test may write it. */
  String knownType(String activityType) {
    return ActivityTypes.known(env.activityTypes(), activityType);
  }
}
