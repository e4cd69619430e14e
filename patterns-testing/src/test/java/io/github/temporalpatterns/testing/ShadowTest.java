// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.testing.LoopWorkflow.Gate;
import io.github.temporalpatterns.testing.LoopWorkflow.Round;
import io.github.temporalpatterns.testing.Shadow.Run;
import io.grpc.Status;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.converter.EncodedValues;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Workflow;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What becomes of listed runs; the embedded server cannot list, so the test does. */
@PatternTest(workflows = LoopWorkflow.Impl.class)
class ShadowTest {
  @TempDir Path folder;

  @Test
  void replaysOpenAndClosedRunsAndNamesThoseThatTheCodeBreaks(
      PatternEnv env, Scenario<LoopWorkflow> loop, Canned<Round> round) {
    round.on(Round::play).completes();
    List<WorkflowExecution> closed = playTwoRounds(loop);
    Scenario<LoopWorkflow> open = env.scenario(LoopWorkflow.class).start(w -> w.rounds(0, 1));
    open.await("the gate", () -> open.stub(Gate.class).waiting());

    Shadow.Findings good = shadow(env, LoopWorkflow.Impl.class, open.execution(), closed).replay();
    assertThat(good).hasToString("3 of 3 runs replay, 0 diverge, 0 were skipped");

    Shadow.Findings bad =
        shadow(env, PlaysAtTheEnd.class, open.execution(), closed).keepFailed(folder).replay();
    assertThat(bad.replayed())
        .extracting(Run::workflowType, Run::runId)
        .containsExactly(tuple(open.execution()));
    assertThat(bad.diverged())
        .extracting(Run::runId)
        .containsExactlyElementsOf(closed.stream().map(WorkflowExecution::getRunId).toList());
    assertThat(bad.diverged().get(0).reason()).contains("the code now issues", "CONTINUED_AS_NEW");
    assertThat(bad.toString())
        .startsWith("1 of 3 runs replay, 2 diverge")
        .contains(loop.execution().getWorkflowId(), loop.execution().getRunId(), "history: ");
    assertThat(Histories.replayAll(folder, LoopWorkflow.Impl.class)).isEqualTo(2);
  }

  @Test
  void makesATestOfEachRun(PatternEnv env, Scenario<LoopWorkflow> loop, Canned<Round> round) {
    round.on(Round::play).completes();
    WorkflowExecution broken = playTwoRounds(loop).get(0);
    WorkflowExecution gone = broken.toBuilder().setRunId(UUID.randomUUID().toString()).build();
    try (Stream<DynamicTest> stream =
        shadow(env, PlaysAtTheEnd.class, gone, List.of(broken)).tests()) {
      List<DynamicTest> tests = stream.toList();
      assertThat(tests)
          .extracting(DynamicTest::getDisplayName)
          .allMatch(name -> name.startsWith("LoopWorkflow " + broken.getWorkflowId() + ", run "));
      assertThat(catchThrowable(() -> tests.get(0).getExecutable().execute()))
          .isInstanceOf(TestAbortedException.class)
          .hasMessageContaining(gone.getRunId() + ", skipped: it is gone");
      assertThat(catchThrowable(() -> tests.get(1).getExecutable().execute()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(broken.getRunId() + ", diverged: ");
    }
  }

  @Test
  void skipsARunWithoutACompletedTask(PatternEnv env) {
    env.killWorker();
    WorkflowExecution waiting =
        env.client()
            .newUntypedWorkflowStub(
                "LoopWorkflow", WorkflowOptions.newBuilder().setTaskQueue("nobody").build())
            .start(0, 1);
    assertThat(shadow(env, LoopWorkflow.Impl.class, waiting, List.of()).replay().toString())
        .startsWith("0 of 1 runs replay, 0 diverge, 1 were skipped")
        .contains("no workflow task of it has completed");
  }

  @Test
  void readsPayloadsAsTheClientDoes() {
    PatternEnvOptions flipped =
        PatternEnvOptions.newBuilder(OrderWorkflowImpl.class)
            .setServer(PatternEnvOptions.Server.EMBEDDED)
            .setClientOptions(client -> client.setDataConverter(GoldenHistoriesTest.flipping()))
            .build();
    try (PatternEnv env = PatternEnv.open(flipped)) {
      env.canned(Payments.class).on(Payments::charge).returns("c1");
      env.canned(Shipping.class).on(Shipping::ship).returns("s1");
      Scenario<OrderWorkflow> order = env.scenario(OrderWorkflow.class);
      order.runVoid(o -> o.place("book"));
      PatternEnvOptions same = Shadow.options(env.client(), OrderWorkflowImpl.class);
      assertThat(
              new Shadow(env.client(), same, query -> Stream.of(order.execution()))
                  .pace(Duration.ZERO)
                  .replay()
                  .diverged())
          .isEmpty();
    }
  }

  @Test
  void refusesToPassForNothing(PatternEnv env) {
    assertThatThrownBy(
            () ->
                new Shadow(env.client(), options(LoopWorkflow.Impl.class), query -> Stream.of())
                    .replay())
        .hasMessage("the server has no run of [LoopWorkflow] to look at");
    WorkflowExecution run = WorkflowExecution.newBuilder().setWorkflowId("w").setRunId("r").build();
    assertThatThrownBy(
            () ->
                new Shadow(refusing(), options(LoopWorkflow.Impl.class), query -> Stream.of(run))
                    .replay())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the server does not give the history of LoopWorkflow w, run r: PERMISSION_DENIED");
    assertThatThrownBy(
            () ->
                new Shadow(env.client(), options(LoopWorkflow.Impl.class), query -> Stream.of())
                    .where("A = 'b'")
                    .oneIn(20, 3)
                    .replay())
        .hasMessage(
            "the server has no run of [LoopWorkflow] to look at, where A = 'b',"
                + " in this one of 20 parts");
    assertThatThrownBy(() -> Shadow.of(env.client())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Shadow.of(env.client(), Any.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name a workflow implementation class");
  }

  private static WorkflowClient refusing() {
    return (WorkflowClient)
        Proxy.newProxyInstance(
            WorkflowClient.class.getClassLoader(),
            new Class<?>[] {WorkflowClient.class},
            (proxy, method, arguments) -> {
              throw Status.PERMISSION_DENIED.asRuntimeException();
            });
  }

  private static Tuple tuple(WorkflowExecution run) {
    return Assertions.tuple("LoopWorkflow", run.getRunId());
  }

  private static PatternEnvOptions options(Class<?> workflow) {
    return PatternEnvOptions.newBuilder(workflow)
        .setServer(PatternEnvOptions.Server.EMBEDDED)
        .build();
  }

  private static Shadow shadow(
      PatternEnv env, Class<?> workflow, WorkflowExecution open, List<WorkflowExecution> closed) {
    return new Shadow(
            env.client(),
            options(workflow),
            query -> query.contains("!=") ? closed.stream() : Stream.of(open))
        .pace(Duration.ZERO);
  }

  /** Returns the two runs. */
  private static List<WorkflowExecution> playTwoRounds(Scenario<LoopWorkflow> loop) {
    loop.start(w -> w.rounds(0, 2));
    for (int round = 1; round <= 2; round++) {
      int rounds = round;
      loop.await("round " + round, () -> loop.attempts().count() == rounds);
      loop.await("the gate", () -> loop.stub(Gate.class).waiting());
      loop.stub(Gate.class).open();
      loop.await("its end", () -> rounds == 2 || loop.histories().size() == 2);
    }
    loop.end();
    WorkflowExecution first = loop.execution();
    String second =
        loop.histories()
            .get(0)
            .getLastEvent()
            .getWorkflowExecutionContinuedAsNewEventAttributes()
            .getNewExecutionRunId();
    return List.of(first, first.toBuilder().setRunId(second).build());
  }

  /** Plays once more when the gate opens: runs that wait at it do not notice. */
  public static final class PlaysAtTheEnd implements LoopWorkflow, Gate {
    private final Round round =
        Workflow.newActivityStub(
            Round.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(10)).build());
    private boolean open;

    @Override
    public int rounds(int done, int todo) {
      round.play(done);
      Workflow.await(() -> open);
      round.play(done);
      return done + 1;
    }

    @Override
    public void open() {
      open = true;
    }

    @Override
    public boolean waiting() {
      return !open;
    }
  }

  /** Runs what nobody else does. */
  public static final class Any implements DynamicWorkflow {
    @Override
    public Object execute(EncodedValues args) {
      return "";
    }
  }
}
