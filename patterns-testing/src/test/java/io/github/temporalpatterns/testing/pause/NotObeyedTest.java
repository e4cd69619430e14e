// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.PauseFleet;
import io.github.temporalpatterns.pause.PauseFleet.NotObeyedException;
import io.github.temporalpatterns.pause.PauseFleet.Why;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.pause.ScriptedRunner.Plan;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What an operator is told when a command cannot be obeyed; the run is untouched. */
@Tag("real-server")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class NotObeyedTest {
  private PauseLab lab;

  @BeforeEach
  void openLab(TestInfo test) {
    lab = new PauseLab(new DefaultPauseContractTest(), test.getDisplayName());
  }

  @AfterEach
  void closeLab() {
    lab.close();
  }

  @Test
  void tellsUnknownRunsFromThoseThatHaveEnded() {
    lab.env().start();
    assertWhy(Why.UNKNOWN_RUN, "nobody", Pausable::pauseStatus);
    assertWhy(Why.UNKNOWN_RUN, "nobody", operator -> operator.pauseRequest(request("1")));
    assertWhy(Why.UNKNOWN_RUN, "nobody", operator -> operator.signalResume(request("1")));

    Scenario<ScriptedRunner> run = lab.start(Plan.of("a"));
    PauseRules.result(run);
    String id = run.execution().getWorkflowId();
    assertWhy(Why.CLOSED_RUN, id, operator -> operator.pauseRequest(request("1")));
    assertWhy(Why.CLOSED_RUN, id, operator -> operator.signalStop(request("1")));
    assertThat(operator(id).pauseStatus().phase()).isEqualTo(Phase.ENDED);
  }

  @Test
  void tellsARunThatIsNotPausable() {
    lab.env().worker().registerWorkflows(Household.DeafImpl.class);
    Scenario<Household.Deaf> run =
        lab.env().scenario(Household.Deaf.class).start(deaf -> deaf.listen("gate a"));
    lab.awaitStarted("gate a");
    String id = run.execution().getWorkflowId();
    assertWhy(Why.NOT_PAUSABLE, id, Pausable::pauseStatus);
    assertWhy(Why.NOT_PAUSABLE, id, operator -> operator.pauseRequest(request("1")));
    lab.open("gate a");
    assertThat(run.result(String.class)).isEqualTo("gate a");
  }

  @Test
  void tellsStaleRequestsFromBadOnes() {
    Scenario<ScriptedRunner> run = lab.start(Plan.of("gate a", "b"));
    lab.awaitStarted("gate a");
    String id = run.execution().getWorkflowId();
    operator(id).pauseRequest(request("1"));
    assertWhy(Why.BAD_REQUEST, id, operator -> operator.pauseResume(Request.of("2", "ann", "")));
    assertWhy(Why.STALE_REQUEST, id, operator -> operator.pauseResume(request("1")));
    lab.open("gate a");
    PauseRules.awaitPhase(run, Phase.PAUSED);
    assertThat(operator(id).pauseStatus().audit()).hasSize(1);
    operator(id).pauseResume(request("3"));
    assertThat(PauseRules.result(run)).hasSize(2);
  }

  private static Request request(String id) {
    return PauseRules.request(id);
  }

  private Pausable operator(String id) {
    return PauseFleet.operator(lab.env().client(), id);
  }

  private void assertWhy(Why why, String id, Consumer<Pausable> command) {
    NotObeyedException refusal =
        Objects.requireNonNull(
            catchThrowableOfType(NotObeyedException.class, () -> command.accept(operator(id))),
            "obeyed");
    assertThat(refusal.why()).as(refusal.getMessage()).isEqualTo(why);
    assertThat(refusal).hasMessageStartingWith(id + ": ");
  }
}
