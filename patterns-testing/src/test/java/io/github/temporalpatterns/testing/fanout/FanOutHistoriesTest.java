// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.FanOutOperator;
import io.github.temporalpatterns.fanout.FanOutOperator.Command;
import io.github.temporalpatterns.fanout.FanOutOperator.Stop;
import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.fanout.ScriptedFanOut.Form;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
  private static final Class<?>[] WORKFLOWS = {
    Crowd.Default.class,
    Archive.Default.class,
    FanOutBatchTest.SendAll.class,
    FanOutBatchTest.SendOne.class
  };

  @Test
  void replaysEveryRecordedHistory() {
    try (FanOutLab lab = lab("replay")) {
      lab.env().worker().registerWorkflows(WORKFLOWS);
      assertThat(Histories.replayAll(FOLDER, lab.env())).isGreaterThanOrEqualTo(51);
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

  /** The runs that the library starts for many items, and the base classes. */
  @Test
  @EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
  void recordFamilies() {
    Path folder = FOLDER.resolve(System.getProperty("patterns.histories.record"));
    crowd(folder.resolve("coordinator"), Crowd.Job.of(60, 10).events(90), false);
    crowd(folder.resolve("shards"), Crowd.Job.of(1_001, 20), true);
    crowd(folder.resolve("paced"), Crowd.Job.of(3, 1).pause(Duration.ofMillis(100)), false);
    try (FanOutLab lab = lab("record")) {
      lab.env().worker().registerWorkflows(WORKFLOWS);
      lab.env().register(new Archive.Numbers());
      lab.env().register((FanOutBatchTest.Office) report -> {});
      record(lab, lab.env().scenario(Archive.class).start(Archive::read), folder.resolve("pages"));
      record(
          lab,
          lab.env()
              .scenario(FanOutBatchTest.Parcels.class)
              .start(parcels -> parcels.run(List.of("a", "b"))),
          folder.resolve("batch"));
    }
  }

  private static void crowd(Path folder, Crowd.Job job, boolean failing) {
    try (FanOutLab lab = lab("record")) {
      lab.env().worker().registerWorkflows(WORKFLOWS);
      lab.env().register((Crowd.Turnstile) numbers -> pass(numbers, failing));
      record(lab, lab.env().scenario(Crowd.class).start(crowd -> crowd.run(job)), folder);
    }
  }

  /** Two runs of each type, and those that tell another one something. */
  private static void record(FanOutLab lab, Scenario<?> run, Path folder) {
    run.end();
    Map<String, Integer> recorded = new TreeMap<>();
    for (WorkflowExecutionHistory history : Family.of(lab.env().client(), run.execution())) {
      var begin = history.getEvents().get(0).getWorkflowExecutionStartedEventAttributes();
      String type = begin.getWorkflowType().getName().replaceFirst(".*\\.", "");
      int number = recorded.merge(type, 1, Integer::sum);
      if (number <= 2 || signals(history)) {
        WorkflowExecution member =
            history.getWorkflowExecution().toBuilder()
                .setRunId(begin.getOriginalExecutionRunId())
                .build();
        Histories.record(lab.env().client(), member, folder.resolve(type + "-" + number + ".json"));
      }
    }
  }

  private static boolean signals(WorkflowExecutionHistory history) {
    return history.getEvents().stream()
        .anyMatch(HistoryEvent::hasSignalExternalWorkflowExecutionInitiatedEventAttributes);
  }

  private static Chunk.Result<Long> pass(Chunk<Long> numbers, boolean failing) {
    if (failing) {
      throw ApplicationFailure.newNonRetryableFailure("no", "NO");
    }
    return numbers.fold(new Sum(), number -> number);
  }

  private static Scenario<ScriptedFanOut> stopped(FanOutLab lab, Stop stop) {
    Scenario<ScriptedFanOut> run = lab.start(FanOutRules.plan(Form.CHUNKS, 1, 1, "gate x", "y"));
    lab.env().await("at the gate", () -> lab.yard().begun().contains("gate x"));
    FanOutOperator operator = run.stub(FanOutOperator.class);
    operator.fanOutPause(Command.of("1", "ann", "a test"));
    operator.fanOutCancel(Command.of("2", "ann", "a test").stop(stop));
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
