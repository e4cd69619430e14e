// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.temporalpatterns.OperatorCommand.Refusal;
import io.github.temporalpatterns.PatternOperator;
import io.github.temporalpatterns.PatternOperator.NotObeyedException;
import io.github.temporalpatterns.PatternOperator.Why;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Request;
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
    assertWhy(Why.NOT_OPERABLE, id, Pausable::pauseStatus);
    assertWhy(Why.NOT_OPERABLE, id, operator -> operator.pauseRequest(request("1")));
    lab.open("gate a");
    assertThat(run.result(String.class)).isEqualTo("gate a");
  }

  @Test
  void namesTheRuleThatACommandBreaks() {
    Scenario<ScriptedRunner> run = lab.start(Plan.of("gate a", "b"));
    lab.awaitStarted("gate a");
    String id = run.execution().getWorkflowId();
    operator(id).pauseRequest(request("1"));
    assertRefused(
        id,
        operator -> operator.pauseResume(Request.of("2", "ann", "")),
        "reason: must have 1 to 500 characters",
        "");
    assertRefused(
        id,
        operator -> operator.pauseResume(request("1")),
        "requestId: was used for another command",
        "1");
    assertRefused(
        id,
        operator -> operator.pauseRequest(request("2").safePoints(1)),
        "safePoints: must be at least 1, and only for pause.resume",
        "1");
    lab.open("gate a");
    PauseRules.awaitPhase(run, Phase.PAUSED);
    assertThat(operator(id).pauseStatus().audit()).hasSize(1);
    operator(id).pauseResume(request("3"));
    assertThat(PauseRules.result(run)).hasSize(2);
  }

  @Test
  void namesWhatARunThatStopsIs() {
    Scenario<ScriptedRunner> run = lab.start(Plan.of("gate a", "b"));
    lab.awaitStarted("gate a");
    String id = run.execution().getWorkflowId();
    operator(id).pauseStop(request("1"));
    assertRefused(
        id,
        operator -> operator.pauseRequest(request("2")),
        "the run must not be stopping",
        "STOPPING");
    lab.open("gate a");
    assertThat(PauseRules.result(run)).hasSize(1);
  }

  private static Request request(String id) {
    return PauseRules.request(id);
  }

  private Pausable operator(String id) {
    return PatternOperator.of(lab.env().client()).at(Pausable.class, id);
  }

  private void assertRefused(String id, Consumer<Pausable> command, String rule, String value) {
    NotObeyedException refused = notObeyed(id, command);
    assertThat(refused.why()).isEqualTo(Why.REFUSED);
    assertThat(refused.refusal()).isEqualTo(new Refusal("pause", rule, value));
  }

  private void assertWhy(Why why, String id, Consumer<Pausable> command) {
    NotObeyedException refusal = notObeyed(id, command);
    assertThat(refusal.why()).as(refusal.getMessage()).isEqualTo(why);
    assertThat(refusal).hasMessageStartingWith(id + ": ");
  }

  private NotObeyedException notObeyed(String id, Consumer<Pausable> command) {
    return Objects.requireNonNull(
        catchThrowableOfType(NotObeyedException.class, () -> command.accept(operator(id))),
        "obeyed");
  }
}
