// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.fanout.ScriptedFanOut.Form;
import io.github.temporalpatterns.testing.fanout.ScriptedFanOut.Plan;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the groups of rules have in common: an open laboratory. */
abstract class FanOutRules {
  private FanOutLab lab;

  abstract FanOutContract contract();

  @BeforeEach
  void openLab(TestInfo test) {
    lab = new FanOutLab(contract(), Contracts.nameOf(contract(), test), replay());
  }

  @AfterEach
  void closeLab() {
    lab.close();
  }

  PatternEnvOptions.Replay replay() {
    return PatternEnvOptions.Replay.EVERY_TASK;
  }

  FanOutLab lab() {
    return lab;
  }

  static Plan plan(Form form, int chunkSize, int window, String... items) {
    return new Plan(form, List.of(items), chunkSize, window, null, null, null);
  }

  static Plan tolerating(long failures, Plan plan) {
    return new Plan(
        plan.form(), plan.items(), plan.chunkSize(), plan.window(), failures, plan.ratio(), null);
  }
}
