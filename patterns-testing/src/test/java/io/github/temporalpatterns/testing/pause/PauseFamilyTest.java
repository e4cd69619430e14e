// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Hold;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Status;
import io.github.temporalpatterns.testing.Resets;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** A pause goes down to children, and is reported only when all of them have drained. */
@Tag("real-server")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class PauseFamilyTest {
  private PauseLab lab;

  @BeforeEach
  void openLab(TestInfo test) {
    lab = new PauseLab(new DefaultPauseContractTest(), test.getDisplayName());
    lab.env().worker().registerWorkflows(Household.Parent.class, Household.DeafImpl.class);
  }

  @AfterEach
  void closeLab() {
    lab.close();
  }

  @Test
  void isPausedOnceAllChildrenAreAndResumesThem() {
    Scenario<Household> run = start("one", "two");
    pause(run, "one", "two");
    lab.open("gate one");
    run.await("the first child's answer", () -> atWork(run).equals(List.of(id(run, "two"))));
    assertThat(PauseRules.status(run).phase()).isEqualTo(Phase.PAUSING);

    lab.open("gate two");
    PauseRules.awaitPhase(run, Phase.PAUSED);
    assertThat(PauseRules.status(run).inFlight()).isZero();
    assertThat(lab.steps()).containsExactlyInAnyOrder("gate one", "gate two");
    Hold hold = Objects.requireNonNull(child(run, "one").pauseStatus().hold());
    assertThat(hold.by()).isEqualTo("ann");
    assertThat(hold.reason()).isEqualTo("reason of 1");

    child(run, "one").pauseRollOver(PauseRules.request("newer code"));
    run.await("its next run", () -> child(run, "one").pauseStatus().run() == 1);
    run.await("its pause", () -> child(run, "one").pauseStatus().phase() == Phase.PAUSED);
    assertThat(PauseRules.status(run).phase()).isEqualTo(Phase.PAUSED);

    operator(run).pauseRequest(PauseRules.request("2").lasting(Duration.ofMillis(300)));
    assertThat(PauseRules.result(run)).containsExactly("gate one", "b one", "gate two", "b two");
  }

  @Test
  @Tag("real-server-only")
  void knowsAfterAResetThatItsChildIsPaused() {
    Scenario<Household> run = start("one");
    pause(run, "one");
    lab.open("gate one");
    PauseRules.awaitPhase(run, Phase.PAUSED);

    String reset = Resets.toLastTask(lab.env().client(), run.execution());
    Pausable again =
        lab.env()
            .client()
            .newWorkflowStub(
                Pausable.class,
                WorkflowTargetOptions.newBuilder()
                    .setWorkflowId(run.execution().getWorkflowId())
                    .setRunId(reset)
                    .build());
    assertThat(again.pauseStatus().phase()).isEqualTo(Phase.PAUSED);
    again.pauseResume(PauseRules.request("2"));

    Object result =
        lab.env()
            .client()
            .newUntypedWorkflowStub(run.execution().getWorkflowId())
            .getResult(Object.class);
    assertThat(result).isEqualTo(List.of("gate one", "b one"));
  }

  @Test
  void isNotPausedWhileAChildWorksThatKnowsNothingOfIt() {
    Scenario<Household> run = start("one", "deaf");
    pause(run, "one");
    lab.open("gate one");
    List<String> deaf = List.of("gone", id(run, "deaf"));
    run.await("the other child's answer", () -> atWork(run).equals(deaf));
    operator(run).pauseResume(PauseRules.request("2"));
    run.await("the end of the first child", () -> PauseRules.status(run).inFlight() == 2);
    operator(run).pauseRequest(PauseRules.request("3"));
    assertThat(PauseRules.status(run).phase()).isEqualTo(Phase.PAUSING);

    lab.open("gate deaf");
    PauseRules.awaitPhase(run, Phase.PAUSED);
    assertThat(atWork(run)).isEmpty();
    operator(run).pauseResume(PauseRules.request("4"));
    assertThat(PauseRules.result(run)).containsExactly("gate one", "b one", "gate deaf");
  }

  @Test
  void isNotPausedWhileAChildHasBeenResumedAndDoesNotGoOnWhenItEnds() {
    Scenario<Household> run = start("one", "two");
    pause(run, "one", "two");
    lab.open("gate one");
    lab.open("gate two");
    PauseRules.awaitPhase(run, Phase.PAUSED);

    child(run, "one").pauseResume(PauseRules.request("only this one"));
    run.await("its end", () -> child(run, "one").pauseStatus().phase() == Phase.ENDED);
    lab.env().client().newUntypedWorkflowStub(id(run, "two")).cancel("by an operator");
    run.await("its end", () -> child(run, "two").pauseStatus().phase() == Phase.ENDED);
    run.await("nobody at work", () -> atWork(run).isEmpty());
    PauseRules.awaitPhase(run, Phase.PAUSED);

    operator(run).pauseResume(PauseRules.request("2"));
    assertThat(run.end()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
  }

  @Test
  void stopsAndCancelsChildrenToo() {
    Scenario<Household> stopped = start("one");
    pause(stopped, "one");
    lab.open("gate one");
    PauseRules.awaitPhase(stopped, Phase.PAUSED);
    operator(stopped).pauseStop(PauseRules.request("2"));
    assertThat(PauseRules.result(stopped)).containsExactly("gate one");

    Scenario<Household> canceled = start("two");
    pause(canceled, "two");
    lab.open("gate two");
    PauseRules.awaitPhase(canceled, Phase.PAUSED);
    canceled.cancel();
    assertThat(canceled.end()).isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(child(canceled, "two").pauseStatus().outcome()).hasToString("CANCELED");
    assertThat(lab.cleanups()).containsExactly("STOPPED", "CANCELED");
  }

  private Scenario<Household> start(String... names) {
    Scenario<Household> run =
        lab.env().scenario(Household.class).start(household -> household.run(List.of(names)));
    for (String name : names) {
      lab.awaitStarted("gate " + name);
    }
    return run;
  }

  /** A child that has not heard of it yet would go on to its end when its gate opens. */
  private void pause(Scenario<?> run, String... children) {
    operator(run).pauseRequest(PauseRules.request("1"));
    for (String name : children) {
      run.await("the order to " + name, () -> child(run, name).pauseStatus().hold() != null);
    }
  }

  private static String id(Scenario<?> run, String name) {
    return Household.idOf(run.execution().getWorkflowId(), name);
  }

  private Pausable child(Scenario<?> run, String name) {
    return lab.env().client().newWorkflowStub(Pausable.class, id(run, name));
  }

  private static Pausable operator(Scenario<?> run) {
    return PauseRules.operator(run);
  }

  private static List<String> atWork(Scenario<?> run) {
    Status status = PauseRules.status(run);
    return status.childrenAtWork();
  }
}
