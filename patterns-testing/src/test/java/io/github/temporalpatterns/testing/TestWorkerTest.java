// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.LoopWorkflow.Gate;
import io.github.temporalpatterns.testing.LoopWorkflow.Round;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real-server")
@PatternTest(workflows = {LoopWorkflow.Impl.class, LoopWorkflow.Parent.Impl.class})
class TestWorkerTest {

  @Test
  void anotherWorkerGoesOnWhereAKilledOneStopped(
      PatternEnv env, Scenario<LoopWorkflow> loop, Canned<Round> round) {
    round.on(Round::play).completes();
    loop.start(w -> w.rounds(0, 2));
    loop.await("the gate", () -> loop.stub(Gate.class).waiting());
    env.killWorker();
    loop.stub(Gate.class).open();
    env.startWorker();
    loop.await("the second round", () -> loop.histories().size() == 2);
    loop.await("the second gate", () -> loop.stub(Gate.class).waiting());
    loop.stub(Gate.class).open();
    assertThat(loop.result(Integer.class)).isEqualTo(2);
    assertThat(loop.attempts().of("play").list())
        .extracting(attempt -> attempt.arguments().get(0))
        .containsExactly(0, 1);
  }

  @Test
  void aKilledWorkerStaysDeadUntilItIsStarted(
      PatternEnv env, Scenario<LoopWorkflow> loop, Canned<Round> round) {
    round.on(Round::play).completes();
    env.killWorker();
    loop.start(w -> w.rounds(0, 1));
    assertThat(loop.history().getEvents()).hasSize(2);
    env.startWorker();
    loop.await("the gate", () -> loop.attempts().count() == 1);
  }

  @Test
  void eachTaskQueueHasItsWorker(PatternEnv env, Scenario<OrderWorkflow> order) {
    env.worker("orders").registerWorkflows(OrderWorkflowImpl.class);
    env.worker("orders").canned(Payments.class).on(Payments::charge).returns("c1");
    env.worker("orders").canned(Shipping.class).on(Shipping::ship).returns("s1");
    String shipped = order.run(o -> o.place("book"));
    assertThat(shipped).isEqualTo("s1");
    assertThat(env.worker("orders").taskQueue()).isEqualTo("orders");
  }

  @Test
  void aFactoryMakesFakeWorkflows(PatternEnv env, Scenario<OrderWorkflow> order) {
    env.worker("fakes").registerWorkflowFactory(OrderWorkflow.class, () -> item -> "fake " + item);
    String placed = order.run(o -> o.place("book"));
    assertThat(placed).isEqualTo("fake book");
  }

  @Test
  void attemptsOfChildrenBelongToTheirParent(
      PatternEnv env, Scenario<LoopWorkflow.Parent> parent, Canned<Round> round) {
    round.on(Round::play).completes();
    Scenario<LoopWorkflow> stranger = env.scenario(LoopWorkflow.class).start(w -> w.rounds(7, 1));
    parent.start(w -> w.rounds(1));
    env.await("both rounds", () -> env.attempts().count() == 2);
    String child = parent.execution().getWorkflowId() + "/child";
    env.client().newWorkflowStub(Gate.class, child).open();
    assertThat(parent.result(Integer.class)).isEqualTo(1);
    assertThat(parent.attempts().list())
        .extracting(attempt -> attempt.arguments().get(0))
        .containsExactly(0);
    assertThat(stranger.attempts().count()).isEqualTo(1);
  }

  @Test
  void refusesToRunAWorkflowThatNobodyRegistered(Scenario<OrderWorkflow> order) {
    assertThatThrownBy(() -> order.run(o -> o.place("book")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no worker runs OrderWorkflow; there are LoopWorkflow, Parent");
  }

  @Test
  void refusesAnImplementationInPlaceOfItsInterface(PatternEnv env) {
    assertThatThrownBy(() -> env.scenario(LoopWorkflow.Impl.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Impl is a class; a scenario takes the workflow interface")
        .hasMessageContaining("LoopWorkflow");
    assertThatThrownBy(() -> env.canned(LoopWorkflow.Impl.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Impl is a class; a fake takes an activity or workflow interface"
                + "; there are LoopWorkflow, Gate");
  }

  @Test
  void refusesAnInterfaceThatIsNotTemporals(PatternEnv env) {
    assertThatThrownBy(() -> env.scenario(Round.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Round has no @WorkflowInterface")
        .hasMessageEndingWith("declare Canned<Round>");
    assertThatThrownBy(() -> env.canned(Runnable.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Runnable has neither @ActivityInterface nor @WorkflowInterface");
  }

  @Test
  void refusesACallThatStartsNothing(Scenario<LoopWorkflow> loop) {
    assertThatThrownBy(() -> loop.run(w -> 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing was started: call the workflow method, as in w -> w.rounds(...)");
  }

  @Test
  void refusesToStartInAClosedEnvironment() {
    PatternEnv env = PatternEnv.open(LoopWorkflow.Impl.class);
    env.close();
    env.close();
    assertThatThrownBy(() -> env.scenario(LoopWorkflow.class).start(w -> w.rounds(0, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void refusesToRegisterWithARunningWorker(PatternEnv env) {
    env.start();
    assertThatThrownBy(() -> env.canned(Round.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("register before the first run");
  }

  @Test
  void refusesTwoImplementationsOfOneActivity(PatternEnv env, Canned<Round> round) {
    assertThatThrownBy(() -> env.register((Round) number -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("activity Play is already registered");
  }

  @Test
  void refusesASecondStartOfOneScenario(Scenario<LoopWorkflow> loop, Canned<Round> round) {
    round.on(Round::play).completes().optional();
    assertThatThrownBy(loop::execution).hasMessageContaining("start the scenario first");
    loop.start(w -> w.rounds(0, 1));
    assertThatThrownBy(() -> loop.start(w -> w.rounds(0, 1)))
        .isInstanceOf(IllegalStateException.class);
  }
}
