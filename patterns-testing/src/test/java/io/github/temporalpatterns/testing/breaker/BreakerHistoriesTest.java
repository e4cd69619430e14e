// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.cluster.ClusterBreaker;
import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.Plan;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.WhenOpen;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Histories that breakers recorded, replayed in every build.
 *
 * <p>{@code -Dpatterns.histories.record=NAME} records them anew into the folder of that name.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class BreakerHistoriesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "histories", "breaker");

  @Test
  void replaysEveryRecordedHistory() {
    try (BreakerLab lab = new BreakerLab(new DefaultBreakerContractTest(), "replay")) {
      lab.env()
          .worker()
          .registerWorkflows(ClusterBreaker.workflow(), BreakerSweepTest.PatientImpl.class);
      assertThat(Histories.replayAll(FOLDER, lab.env())).isGreaterThanOrEqualTo(14);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
  void record() {
    Path folder = FOLDER.resolve(System.getProperty("patterns.histories.record"));
    var brief = BreakerRules.half(BreakerRules.MOMENT);
    var longer = BreakerRules.half(BreakerRules.HOUR);
    List<String> probe = List.of("fail a", "fail b", "c", BreakerRules.LONGER, "d", "e");
    List<String> queue = List.of("fail a", "fail b", "c,d,e");
    List<String> late = List.of("fail a", "fail b", "c");
    try (BreakerLab lab = new BreakerLab(new DefaultBreakerContractTest(), "record")) {
      record(lab, folder, "probe", plan(probe, brief, WhenOpen.REJECT, null));
      record(lab, folder, "queue", plan(queue, brief, WhenOpen.WAIT, null));
      record(lab, folder, "maximum-wait", plan(late, longer, WhenOpen.WAIT, BreakerRules.MOMENT));
      record(lab, folder, "fallback", plan(late, longer, WhenOpen.FALLBACK, null));
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
  void recordBaseClass() {
    Path folder = FOLDER.resolve(System.getProperty("patterns.histories.record"));
    try (BreakerLab lab = new BreakerLab(new DefaultBreakerContractTest(), "record")) {
      lab.env().worker().registerWorkflows(BreakerSweepTest.PatientImpl.class);
      Scenario<BreakerSweepTest.Patient> run =
          lab.env()
              .scenario(BreakerSweepTest.Patient.class)
              .start(patient -> patient.send(List.of("a", "b")));
      run.end();
      Histories.record(run, folder, "base-class");
    }
  }

  private static Plan plan(
      List<String> steps,
      ScriptedBreaker.Rules rules,
      WhenOpen whenOpen,
      @Nullable Long maximumWait) {
    return new Plan(steps, rules, whenOpen, maximumWait, null, List.of());
  }

  private static void record(BreakerLab lab, Path folder, String name, Plan plan) {
    Scenario<ScriptedBreaker> run = lab.start(plan);
    run.end();
    Histories.record(run, folder, name);
  }
}
