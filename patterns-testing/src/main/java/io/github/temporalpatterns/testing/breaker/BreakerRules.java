// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.Plan;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.Rules;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.WhenOpen;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the groups of rules have in common: an open laboratory. */
abstract class BreakerRules {
  static final long HOUR = 3_600_000;
  static final long MOMENT = 150;
  static final String LONGER = "sleep " + 2 * MOMENT;

  private BreakerLab lab;

  abstract BreakerContract contract();

  @BeforeEach
  void openLab(TestInfo test) {
    lab = new BreakerLab(contract(), Contracts.nameOf(contract(), test));
  }

  @AfterEach
  void closeLab() {
    lab.close();
  }

  BreakerLab lab() {
    return lab;
  }

  /** Takes the steps and requires these outcomes; returns the run. */
  Scenario<ScriptedBreaker> expect(Plan plan, String... outcomes) {
    Scenario<ScriptedBreaker> run = lab().start(plan);
    assertThat(run.result(String[].class)).containsExactly(outcomes);
    return run;
  }

  /** Opens when half of the last four calls failed, once there were two. */
  static Rules half(long openWaitMillis) {
    return new Rules(4, 2, 50, null, openWaitMillis, List.of(), List.of(), null);
  }

  static Plan reject(Rules rules, String... steps) {
    return new Plan(List.of(steps), rules, WhenOpen.REJECT, null, null, List.of());
  }

  static Plan await(Rules rules, String... steps) {
    return new Plan(List.of(steps), rules, WhenOpen.WAIT, null, null, List.of());
  }
}
