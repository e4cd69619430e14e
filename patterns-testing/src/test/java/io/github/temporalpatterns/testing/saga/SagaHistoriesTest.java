// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static io.github.temporalpatterns.testing.saga.SagaScript.Act.act;
import static io.github.temporalpatterns.testing.saga.SagaScript.Act.step;
import static io.github.temporalpatterns.testing.saga.SagaScript.steps;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.CANCEL;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.FLAKE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.APPLY;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.UNDO;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.saga.SagaOperator;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.saga.SagaScript.Kind;
import io.github.temporalpatterns.testing.saga.SagaScript.OnUndoFailure;
import io.github.temporalpatterns.testing.saga.SagaScript.Policy;
import io.github.temporalpatterns.testing.saga.SagaScript.UndoKind;
import io.github.temporalpatterns.testing.saga.SagaScript.UndoOrder;
import io.temporal.api.enums.v1.IndexedValueType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Histories that the saga recorded, replayed in every build: a change of its commands breaks runs
 * that are open while workers are replaced, and fails here first.
 *
 * <p>{@code -Dpatterns.histories.record=NAME} records them anew into the folder of that name.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class SagaHistoriesTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "histories", "saga");

  @Test
  void replaysEveryRecordedHistory() {
    try (SagaLab lab = new SagaLab(DefaultSagaSubject::new, settings -> {})) {
      lab.env().worker().registerWorkflows(Listed.Impl.class);
      assertThat(Histories.replayAll(FOLDER, lab.env())).isGreaterThanOrEqualTo(28);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
  void record() {
    try (SagaLab lab =
        new SagaLab(
            DefaultSagaSubject::new,
            settings ->
                settings
                    .addSearchAttribute(
                        Listed.KEY.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                    .setClientOptions(client -> client.setIdentity("recorder")))) {
      lab.env().worker().registerWorkflows(Listed.Impl.class);
      Scenario<Listed> listed = lab.env().scenario(Listed.class);
      listed.runVoid(saga -> saga.run("done"));
      record("listed", listed);
      record("complete", lab.run(steps("a", "b", "c")));
      record("compensate", refused(lab, steps("a", "b", "c")).perform());
      record("cancel", lab.prepare(steps("a", "b", "c")).fault(APPLY, "b", CANCEL).perform());
      record("skip", skipped(lab));
      record("continue-as-new", refused(lab, continued()).perform());
      record(
          "retry-nested",
          lab.prepare(SagaScript.of(step("a"), act(Kind.SAVEPOINT, "s", step("b"), step("c"))))
              .fault(APPLY, "c", FLAKE)
              .perform());
      record(
          "pivot",
          refused(lab, SagaScript.of(step("a"), act(Kind.PIVOT, ""), step("c"))).perform());
      record("confirm", lab.run(SagaScript.of(step("a").confirm(), step("b").confirm())));
      record(
          "deadline",
          lab.run(
              SagaScript.of(step("a"), act(Kind.SLEEP, "").time(Duration.ofHours(1)))
                  .with(Policy.DEFAULT.deadline(Duration.ofSeconds(1)))));
      record(
          "parallel",
          refused(lab, steps("a", "b", "c").with(Policy.DEFAULT.order(UndoOrder.PARALLEL)))
              .perform());
      record("child", refused(lab, SagaScript.of(act(Kind.CHILD, "a"), step("c"))).perform());
      record(
          "undo-from-result",
          refused(lab, SagaScript.of(step("a").undo(UndoKind.FROM_RESULT), step("c"))).perform());
    }
  }

  private static void record(String name, SagaRun run) {
    record(name, run.scenario());
  }

  private static void record(String name, Scenario<?> run) {
    Path folder = FOLDER.resolve(System.getProperty("patterns.histories.record"));
    assertThat(Histories.record(run, folder, name)).isNotEmpty();
  }

  private static SagaScript continued() {
    return SagaScript.of(step("a"), act(Kind.CONTINUE_AS_NEW, ""), step("b"), step("c"));
  }

  private static SagaRun refused(SagaLab lab, SagaScript script) {
    return lab.prepare(script).fault(APPLY, "c", REFUSE);
  }

  private static SagaRun skipped(SagaLab lab) {
    SagaRun run =
        refused(lab, steps("a", "b", "c").with(Policy.DEFAULT.on(OnUndoFailure.PARK)))
            .fault(UNDO, "b", REFUSE)
            .start();
    lab.env().await("parking", () -> run.outcome() == Outcome.PARKED);
    run.scenario().stub(SagaOperator.class).sagaSkip(Decision.of("1", "ann", "worth nothing", "b"));
    return run.end();
  }
}
