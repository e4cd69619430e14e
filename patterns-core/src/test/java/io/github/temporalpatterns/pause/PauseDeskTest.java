// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.OperatorLog;
import io.github.temporalpatterns.pause.Pausable.Hold;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a paused run says to people, and what a run with two gates does. */
final class PauseDeskTest {
  private final TestWorkflowEnvironment env = TestWorkflowEnvironment.newInstance();

  /** A run that can be paused. */
  @WorkflowInterface
  public interface Wait {
    @WorkflowMethod
    int run(@Nullable PauseState state);
  }

  /** Waits until it is stopped. */
  public static final class WaitImpl implements Wait {
    private final PauseGate gate;

    @WorkflowInit
    public WaitImpl(@Nullable PauseState state) {
      gate = PauseGate.restore(PauseOptions.newBuilder().setWaitingAttribute(true).build(), state);
      gate.carry(pause -> new Object[] {pause});
    }

    @Override
    public int run(@Nullable PauseState state) {
      gate.run(() -> gate.checkpoint(gate.timer("long", Duration.ofDays(9))), outcome -> {});
      return gate.status().run();
    }
  }

  /** Waits in a child. */
  @WorkflowInterface
  public interface Family {
    @WorkflowMethod
    int family();
  }

  /** Waits for its child. */
  public static final class FamilyImpl implements Family {
    private final PauseGate gate = PauseGate.create();

    @Override
    public int family() {
      Wait child =
          Workflow.newChildWorkflowStub(
              Wait.class, ChildWorkflowOptions.newBuilder().setWorkflowId("child").build());
      var end = Async.function(child::run, (PauseState) null);
      return gate.await(gate.trackChild(Workflow.getWorkflowExecution(child), end));
    }
  }

  /** A mistake. */
  public static final class TwiceImpl implements Wait {
    private final PauseGate first = PauseGate.create();
    private final PauseGate second = PauseGate.create();

    @Override
    public int run(@Nullable PauseState state) {
      return first.checkpoint() && second.checkpoint() ? 2 : 0;
    }
  }

  @BeforeEach
  void register() {
    env.registerSearchAttribute(
        OperatorCommand.WAITING.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST);
  }

  @AfterEach
  void close() {
    env.close();
  }

  @Test
  void aPausedRunSaysWhatToDoAndIsFoundInItsNextRunToo() {
    WorkflowStub run = start("Wait", WaitImpl.class);
    Pausable operator = operator(run);
    assertThat(details(run)).doesNotContain("Waits for a person");

    operator.pauseRequest(request("1").lasting(Duration.ofDays(1)));
    assertThat(details(run))
        .contains(
            "**Waits for a person**: the run is paused by ann: why 1",
            "- if nobody decides: the run continues at that time",
            "- to decide, send the update `pause.resume`",
            "{\"requestId\":\"an id of your own\",\"by\":\"your name\",\"reason\":\"why\"}",
            "Or `pause.stop`");
    assertThat(waiting(run)).containsExactly("pause");

    operator.pauseRequest(request("2"));
    operator.pauseRollOver(request("3"));
    await(() -> operator.pauseStatus().run() == 1);
    assertThat(details(run))
        .contains("paused by ann: why 2", "it stays paused until the run's own timeout");
    assertThat(waiting(run)).containsExactly("pause");

    operator.pauseResume(request("4"));
    assertThat(details(run)).doesNotContain("Waits for a person");
    assertThat(waiting(run)).isNullOrEmpty();
    operator.pauseStop(request("5"));
    assertThat(run.getResult(Integer.class)).isOne();
  }

  @Test
  void aPauseThatEndsBeforeTheFirstTaskOfTheNextRunIsNotFoundAnyMore() {
    Hold hold = new Hold("ann", "why", Instant.EPOCH, null, false);
    PauseState state =
        new PauseState(
            PauseState.SCHEMA,
            null,
            1,
            hold,
            null,
            0,
            0,
            0,
            new Progress(0, null, null),
            Map.of(),
            new OperatorLog(Map.of(), List.of(), 0),
            null);
    work(WaitImpl.class);
    WorkflowStub run =
        env.getWorkflowClient()
            .newUntypedWorkflowStub(
                "Wait",
                WorkflowOptions.newBuilder()
                    .setTaskQueue("queue")
                    .setTypedSearchAttributes(
                        SearchAttributes.newBuilder()
                            .set(OperatorCommand.WAITING, List.of("pause"))
                            .build())
                    .build());
    run.signalWithStart("pause.resume", new Object[] {request("1")}, new Object[] {state});

    await(() -> operator(run).pauseStatus().phase() == Phase.RUNNING);
    assertThat(waiting(run)).isNullOrEmpty();
  }

  @Test
  void aRunThatItsParentHasPausedWaitsForNoPerson() {
    WorkflowStub parent = start("Family", FamilyImpl.class, WaitImpl.class);
    WorkflowStub run = env.getWorkflowClient().newUntypedWorkflowStub("child");
    Pausable child = operator(run);
    await(() -> operator(parent).pauseStatus().inFlight() == 1);
    operator(parent).pauseRequest(request("1"));
    await(() -> child.pauseStatus().phase() == Phase.PAUSED);

    assertThat(details(parent)).contains("**Waits for a person**: the run is paused by ann");
    assertThat(details(run)).doesNotContain("Waits for a person").contains("paused by ann");
    assertThat(waiting(run)).isNullOrEmpty();

    operator(parent).pauseResume(request("2"));
    await(() -> child.pauseStatus().phase() == Phase.RUNNING);
    child.pauseRequest(request("3"));
    assertThat(waiting(run)).containsExactly("pause");
  }

  @Test
  void aSecondGateIsOneClearError() {
    WorkflowStub run = start("Wait", TwiceImpl.class);

    assertThatThrownBy(() -> run.getResult(Integer.class))
        .hasStackTraceContaining("a run has one block of the pattern 'pause'");
  }

  private void work(Class<?>... workflows) {
    env.newWorker("queue")
        .registerWorkflowImplementationTypes(
            WorkflowImplementationOptions.newBuilder()
                .setFailWorkflowExceptionTypes(Throwable.class)
                .build(),
            workflows);
    env.start();
  }

  private WorkflowStub start(String type, Class<?>... workflows) {
    work(workflows);
    WorkflowStub run =
        env.getWorkflowClient()
            .newUntypedWorkflowStub(
                type, WorkflowOptions.newBuilder().setTaskQueue("queue").build());
    if (type.equals("Family")) {
      run.start();
    } else {
      run.start((Object) null);
    }
    return run;
  }

  private Pausable operator(WorkflowStub run) {
    return env.getWorkflowClient()
        .newWorkflowStub(Pausable.class, run.getExecution().getWorkflowId());
  }

  private static Request request(String id) {
    return Request.of(id, "ann", "why " + id);
  }

  private String details(WorkflowStub run) {
    return env.getWorkflowClient()
        .newUntypedWorkflowStub(run.getExecution().getWorkflowId())
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  private @Nullable List<String> waiting(WorkflowStub run) {
    return env.getWorkflowClient()
        .newUntypedWorkflowStub(run.getExecution().getWorkflowId())
        .describe()
        .getTypedSearchAttributes()
        .get(OperatorCommand.WAITING);
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(10_000_000);
    }
  }
}
