// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.fanout.FanOutOperator;
import io.github.temporalpatterns.fanout.FanOutOperator.Command;
import io.github.temporalpatterns.fanout.FanOutOperator.Stop;
import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.fanout.ScriptedFanOut.Form;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Histories that fan-outs recorded, replayed in every build.
 *
 * <p>{@code -Dpatterns.histories.record=NAME} records them anew into the folder of that name.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FanOutHistoriesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "histories", "fanout");

  @Test
  void replaysEveryRecordedHistory() {
    try (FanOutLab lab = lab("replay")) {
      assertThat(Histories.replayAll(FOLDER, lab.env())).isGreaterThanOrEqualTo(7);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
  void record() {
    Path folder = FOLDER.resolve(System.getProperty("patterns.histories.record"));
    try (FanOutLab lab = lab("record")) {
      String[] items = {"a", "fail b", "c", "poison d", "early e", "f", "g"};
      for (Form form : List.of(Form.CHUNKS, Form.LOCAL, Form.ITEMS, Form.CHILDREN)) {
        Scenario<ScriptedFanOut> run = lab.start(FanOutRules.plan(form, 3, 2, items));
        Histories.record(ended(run), folder, form.name().toLowerCase(Locale.ROOT));
      }
      lab.yard().page(List.of("p", "q", "fail r"));
      lab.yard().page(List.of("s"));
      Histories.record(ended(lab.start(FanOutRules.plan(Form.PAGES, 2, 2))), folder, "pages");
      Histories.record(stopped(lab, Stop.NOW), folder, "stop-now");
      var tooMany = FanOutRules.tolerating(0, FanOutRules.plan(Form.CHUNKS, 1, 1, items));
      Histories.record(ended(lab.start(tooMany)), folder, "too-many");
    }
  }

  private static Scenario<ScriptedFanOut> stopped(FanOutLab lab, Stop stop) {
    Scenario<ScriptedFanOut> run = lab.start(FanOutRules.plan(Form.CHUNKS, 1, 1, "gate x", "y"));
    lab.env().await("at the gate", () -> lab.yard().begun().contains("gate x"));
    FanOutOperator operator = run.stub(FanOutOperator.class);
    operator.fanOutPause(Command.of("1"));
    operator.fanOutCancel(Command.of("2").stop(stop));
    return ended(run);
  }

  private static FanOutLab lab(String name) {
    return new FanOutLab(new DefaultFanOutContractTest(), name, Replay.EVERY_TASK);
  }

  private static <W> Scenario<W> ended(Scenario<W> scenario) {
    scenario.end();
    return scenario;
  }
}
