// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static io.github.temporalpatterns.testing.activity.Attempt.Outcome.COMPLETED;
import static io.github.temporalpatterns.testing.activity.Attempt.Outcome.FAILED;
import static io.github.temporalpatterns.testing.activity.Attempt.Outcome.TIMED_OUT;
import static io.github.temporalpatterns.testing.activity.TimeoutKind.HEARTBEAT;
import static io.github.temporalpatterns.testing.activity.TimeoutKind.SCHEDULE_TO_CLOSE;
import static io.github.temporalpatterns.testing.activity.TimeoutKind.START_TO_CLOSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.ProbeWorkflow.Plan;
import io.github.temporalpatterns.testing.ProbeWorkflow.Probe;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.github.temporalpatterns.testing.activity.TimeoutKind;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("real-server")
@PatternTest(workflows = ProbeWorkflow.Impl.class)
class CannedTimeoutTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SCHEDULE_TO_START")
  void endsAnAttemptByEachTimeout(
      TimeoutKind kind, Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).fails("FIRST").then().timesOut(kind);
    assertThatThrownBy(() -> run.run(w -> w.touch(planFor(kind))))
        .cause()
        .isInstanceOf(ActivityFailure.class)
        .cause()
        .isInstanceOfSatisfying(
            TimeoutFailure.class,
            timeout ->
                assertThat(timeout.getTimeoutType().name()).isEqualTo("TIMEOUT_TYPE_" + kind));
    assertThat(run.attempts().list())
        .extracting(Attempt::outcome)
        .containsExactly(FAILED, TIMED_OUT);
  }

  /**
   * The timeout that is not asked for is so short that only heartbeats keep it from coming first.
   */
  private static Plan planFor(TimeoutKind kind) {
    return switch (kind) {
      case START_TO_CLOSE -> new Plan(2_000, 900, 0, 2, false);
      case HEARTBEAT -> new Plan(60_000, 900, 0, 2, false);
      case SCHEDULE_TO_CLOSE -> new Plan(0, 900, 2_000, 9, false);
      case SCHEDULE_TO_START -> throw new IllegalArgumentException("see CallOverrideTest");
    };
  }

  /** Two in a row, the obvious way, would leave the embedded server's clock locked for ever. */
  @Test
  void survivesTimeoutsInARow(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).timesOut(START_TO_CLOSE).times(3).then().returns("well");
    String result = run.run(w -> w.touch(new Plan(1_000, 0, 0, 4, false)));
    assertThat(result).isEqualTo("well");
    assertThat(run.attempts().that(TIMED_OUT).count()).isEqualTo(3);
  }

  @Test
  void losesTheResultOfAnEffectThatHappened(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    List<String> effects = new CopyOnWriteArrayList<>();
    probe
        .on(Probe::touch)
        .timesOutAfter(
            START_TO_CLOSE,
            what -> {
              effects.add(what);
              return "lost";
            })
        .then()
        .returns("kept");
    String result = run.run(w -> w.touch(new Plan(1_000, 0, 0, 2, false)));
    assertThat(result).isEqualTo("kept");
    assertThat(effects).containsExactly("it");
    assertThat(run.attempts().list())
        .extracting(Attempt::outcome)
        .containsExactly(TIMED_OUT, COMPLETED);
  }

  @Test
  void timesOutInsteadOfDelayingBeyondTheDeadline(
      Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).delays(Duration.ofHours(1)).returns("late").then().returns("on time");
    String result = run.run(w -> w.touch(new Plan(1_000, 0, 0, 2, false)));
    assertThat(result).isEqualTo("on time");
    assertThat(run.attempts().list().get(0).outcome()).isEqualTo(TIMED_OUT);
  }

  @Test
  @PatternTest(workflows = ProbeWorkflow.Impl.class, unchecked = Check.SCRIPTS)
  void refusesATimeoutThatTheActivityHasNot(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).timesOut(HEARTBEAT);
    assertThatThrownBy(() -> run.run(w -> w.touch(Plan.DEFAULT)))
        .hasStackTraceContaining(Canned.BAD_SCRIPT)
        .hasStackTraceContaining("activity Touch cannot end by HEARTBEAT: it has no such timeout");
  }

  @Test
  @PatternTest(workflows = ProbeWorkflow.Impl.class, unchecked = Check.SCRIPTS)
  void refusesATimeoutThatAnotherOnePrecedes(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).timesOut(SCHEDULE_TO_CLOSE);
    assertThatThrownBy(() -> run.run(w -> w.touch(new Plan(1_000, 0, 9_000, 2, false))))
        .hasStackTraceContaining("its START_TO_CLOSE timeout comes first");
  }

  @Test
  @PatternTest(workflows = ProbeWorkflow.Impl.class, unchecked = Check.SCRIPTS)
  void refusesToTimeOutALocalActivity(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).timesOut(START_TO_CLOSE);
    assertThatThrownBy(() -> run.run(w -> w.touch(new Plan(1_000, 0, 0, 2, true))))
        .hasStackTraceContaining("it is a local activity");
  }
}
