// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.PauseFleet;
import io.github.temporalpatterns.pause.PauseFleet.Answer;
import io.github.temporalpatterns.testing.Capability;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.pause.ScriptedRunner.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many runs by one query. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class PauseFleetTest {

  @Test
  @Tag("real-server-only")
  void pausesAndResumesAllAndSaysWhoDidNot() {
    try (PauseLab lab = new PauseLab(new DefaultPauseContractTest(), "fleet")) {
      lab.env().assume(Capability.LIST);
      List<Scenario<ScriptedRunner>> runs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        runs.add(lab.start(Plan.of("gate " + i, "b")));
      }
      String queue = runs.get(0).untyped().describe().getTaskQueue();
      PauseFleet fleet =
          PauseFleet.of(
                  lab.env().client(), "TaskQueue = '" + queue + "' AND ExecutionStatus = 'Running'")
              .pace(Duration.ofMillis(5));
      lab.env().await("the index", () -> fleet.list().size() == 3);
      List<String> told = new ArrayList<>();
      Map<String, Answer> paused =
          fleet.onAnswer((id, answer) -> told.add(id)).pause(PauseRules.request("freeze"));
      assertThat(entries(paused)).extracting(AuditEntry::effect).containsOnly("PAUSING");
      assertThat(told).containsExactlyElementsOf(paused.keySet());
      assertThat(fleet.pause(PauseRules.request("freeze"))).isEqualTo(paused);
      for (int i = 0; i < 3; i++) {
        lab.open("gate " + i);
        PauseRules.awaitPhase(runs.get(i), Phase.PAUSED);
      }
      PauseRules.operator(runs.get(1)).pauseStop(PauseRules.request("one less"));
      PauseRules.result(runs.get(1));
      // The index may still have it: then nobody answers for it, and that is told.
      fleet.resume(PauseRules.request("thaw"));
      assertThat(PauseRules.result(runs.get(0))).hasSize(2);
      assertThat(PauseRules.result(runs.get(2))).hasSize(2);
    }
  }

  @Test
  void saysThatAServerCannotList() {
    try (PauseLab lab = new PauseLab(new DefaultPauseContractTest(), "no-list")) {
      Assumptions.assumeFalse(lab.env().can(Capability.LIST));
      assertThatThrownBy(() -> PauseFleet.of(lab.env().client(), "TaskQueue = 'x'").list())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("does not list workflows by \"TaskQueue = 'x'\"");
    }
  }

  private static List<AuditEntry> entries(Map<String, Answer> answers) {
    return answers.values().stream()
        .map(answer -> Objects.requireNonNull(answer.entry(), () -> "" + answer.message()))
        .toList();
  }
}
