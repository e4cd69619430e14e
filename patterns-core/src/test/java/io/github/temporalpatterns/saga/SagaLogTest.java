// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.ExecutionVerdict;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SagaLogTest {

  @Test
  void numbersTheExecutionsOfAName() {
    SagaLog log = States.newLog();
    log.nextRound(States.ROOT);

    assertThat(
            List.of(add(log, "a", ""), add(log, "a", ""), add(log, "a#2", ""), add(log, "a", "")))
        .containsExactly("a", "a#2", "a#2#2", "a#3");
    assertThat(log.latest("a")).isEqualTo("a#3");
  }

  @Test
  void numbersTheAttemptsOfANest() {
    SagaLog log = States.newLog();

    assertThat(List.of(log.nest("n"), log.nest("n"), log.nest("n")))
        .containsExactly("n", "n#2", "n#3");
  }

  @Test
  void goesOnNumberingNestsAfterContinueAsNew() {
    SagaLog log = States.newLog();
    add(log, "n/a", log.nest("n"));

    assertThat(States.log(log.toData()).nest("n")).isEqualTo("n#2");
  }

  @Test
  void findsWhatIsInsideANest() {
    SagaLog log = States.newLog();
    add(log, "a", "");
    add(log, "n/a", "n");
    add(log, "n/m/a", "n/m");
    add(log, "n#2/a", "n#2");

    assertThat(log.inside("n")).extracting(entry -> entry.name).containsExactly("n/a", "n/m/a");
    assertThat(log.inside("")).hasSize(4);
  }

  @Test
  void refusesStepsOfAClosedNestAndOfThoseInside() {
    SagaLog log = States.newLog();
    log.close("n");

    assertThat(log.closed("n")).isTrue();
    assertThat(log.closed("n/m")).isTrue();
    assertThat(log.closed("n#2")).isFalse();
    assertThat(log.closed("")).isFalse();
  }

  /** Names are chosen so that they could be mistaken for rounds, nests and numbers. */
  @Test
  void neverGivesAKeyTwice() {
    List<String> names = List.of("a", "2/a", "a#2", "2", "3/a#2", "#2", "2/2/a");
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Set<String> keys = new LinkedHashSet<>();
      SagaLog log = States.newLog();
      log.nextRound(States.ROOT);
      for (int step = 0; step < 60; step++) {
        switch (random.nextInt(8)) {
          case 0 -> log.nextRound(States.ROOT);
          case 1 -> log = States.log(log.toData());
          default -> {
            String label = add(log, names.get(random.nextInt(names.size())), "");
            assertThat(keys.add(log.key(label).toString()))
                .as("%s new, seed %d", label, seed)
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void comesBackFromItsDataUnchanged() {
    for (long seed = 0; seed < 500; seed++) {
      SagaState state = States.random(seed);
      assertThat(States.log(state).toData()).as("seed %d", seed).isEqualTo(state);
    }
  }

  /** Whoever ran it, or waited for an operator, is gone with the run that it belonged to. */
  @ParameterizedTest
  @EnumSource(names = {"RUNNING", "PARKED"})
  void restoresACallUnderWayAsDue(RecoveryState state) {
    Recovery restored = Objects.requireNonNull(Recovery.of(States.call(state)));

    assertThat(restored.state()).isEqualTo(RecoveryState.PENDING);
    assertThat(restored.attempts()).isEqualTo(1);
  }

  @Test
  void givesReportsThatLaterDecisionsDoNotChange() {
    SagaLog log = States.newLog();
    SagaReport report = log.report();
    AuditEntry entry = log.desk().note(States.skipped("r1"));
    log.nextRound(States.ROOT);

    assertThat(report.audit()).isEmpty();
    assertThat(log.report().audit()).as("is the run's, not the saga's").containsExactly(entry);
    assertThat(States.log(log.toData()).report().audit()).containsExactly(entry);
  }

  @Test
  void tellsWhatIsParkedAsLongAsItIs() {
    SagaLog log = States.newLog();
    Recovery undo = parked(log, "left", true);
    Recovery confirm = parked(log, "right", false);
    assertThat(log.report().outcome()).isEqualTo(Outcome.PARKED);
    assertThat(log.summary().parked()).containsExactly("left", "right");
    assertThat(log.parked("left")).isSameAs(undo);
    assertThat(log.parked("right")).isSameAs(confirm);
    assertThat(log.parked("up")).isNull();

    undo.decided(RecoveryState.PENDING, "Ada", "again");
    assertThat(log.summary().outcome()).isEqualTo(Outcome.PARKED);
    assertThat(log.summary().parked()).containsExactly("right");
    confirm.decided(RecoveryState.SKIPPED, "Ada", "not worth it");
    assertThat(log.report().outcome()).isEqualTo(Outcome.RUNNING);
  }

  private static Recovery parked(SagaLog log, String step, boolean isUndo) {
    SagaState.Call call = States.call(RecoveryState.PENDING);
    LogEntry entry = log.add(States.entry(step, isUndo ? call : null, isUndo ? null : call));
    Recovery recovery = Objects.requireNonNull(isUndo ? entry.undo() : entry.confirm);
    recovery.ended(RecoveryState.PARKED, "it failed");
    return recovery;
  }

  @Test
  void keepsTheSummaryWithinAMemo() {
    SagaLog log = States.newLog();
    for (int step = 0; step < SagaLog.MAX_STEPS; step++) {
      add(log, "step" + step, "");
    }

    assertThat(log.summary().open()).hasSize(100).startsWith("step0");
  }

  @Test
  void confirmsOnlyWhatStands() {
    LogEntry ran = entry(ExecutionVerdict.EXECUTED);
    LogEntry unknown = entry(ExecutionVerdict.UNKNOWN);
    LogEntry undone = entry(ExecutionVerdict.EXECUTED);
    Objects.requireNonNull(undone.undo()).ended(RecoveryState.DONE, null);

    List.of(ran, unknown, undone).forEach(LogEntry::dropNeedlessConfirm);

    assertThat(List.of(ran, unknown, undone))
        .extracting(entry -> entry.report().confirm().state())
        .containsExactly(RecoveryState.PENDING, RecoveryState.NOT_NEEDED, RecoveryState.NOT_NEEDED);
  }

  private static LogEntry entry(ExecutionVerdict verdict) {
    return new LogEntry(
        new SagaState.Entry(
            "a",
            States.key("a"),
            "",
            null,
            List.of(),
            1,
            verdict,
            false,
            false,
            States.call(),
            States.call()));
  }

  private static String add(SagaLog log, String path, String nest) {
    String label = log.label(path);
    log.add(
        new SagaState.Entry(
            label,
            log.key(label),
            nest,
            null,
            List.of(),
            1,
            ExecutionVerdict.UNKNOWN,
            false,
            false,
            States.call(),
            null));
    return label;
  }
}
