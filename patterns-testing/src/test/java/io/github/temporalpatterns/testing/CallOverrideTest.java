// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.testing.CallerWorkflow.How;
import io.github.temporalpatterns.testing.CallerWorkflow.Parcel;
import io.github.temporalpatterns.testing.ProbeWorkflow.Plan;
import io.github.temporalpatterns.testing.ProbeWorkflow.Probe;
import io.github.temporalpatterns.testing.activity.TimeoutKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real-server")
@PatternTest(workflows = {ProbeWorkflow.Impl.class, CallerWorkflow.Impl.class})
class CallOverrideTest {

  @Test
  void limitsTheAttempts(PatternEnv env, Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    env.overriding("touch").maxAttempts(2);
    probe.on(Probe::touch).fails("BUSY");
    assertThatThrownBy(() -> run.run(w -> w.touch(Plan.DEFAULT))).hasStackTraceContaining("BUSY");
    assertThat(run.attempts().count()).isEqualTo(2);
  }

  @Test
  void changesTheBackoff(PatternEnv env, Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    env.overriding("Touch").backoff(Duration.ofMillis(400)).maxAttempts(4);
    probe.on(Probe::touch).fails(3, "BUSY").then().returns("well");
    run.run(w -> w.touch(Plan.DEFAULT));
    Duration gap = Duration.ofMillis(350);
    verifyThat(run).ran("touch").attempts(4).backedOff(gap, gap, gap);
  }

  @Test
  void setsTimeoutsThatAScriptCanUse(
      PatternEnv env, Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    env.overriding("touch")
        .heartbeat(Duration.ofSeconds(1))
        .startToClose(Duration.ofSeconds(30))
        .scheduleToClose(Duration.ofSeconds(60));
    probe.on(Probe::touch).timesOut(TimeoutKind.HEARTBEAT).then().returns("well");
    String result = run.run(w -> w.touch(Plan.DEFAULT));
    assertThat(result).isEqualTo("well");
  }

  @Test
  void sendsCallsToAnotherQueue(PatternEnv env, Scenario<ProbeWorkflow> run) {
    String queue = env.worker().taskQueue() + "-elsewhere";
    env.overriding("touch").taskQueue(queue);
    env.worker(queue).canned(Probe.class).on(Probe::touch).returns("elsewhere");
    String result = run.run(w -> w.touch(Plan.DEFAULT));
    assertThat(result).isEqualTo("elsewhere");
  }

  @Test
  void reachesLocalActivitiesAndChildren(
      PatternEnv env, Scenario<CallerWorkflow> local, Canned<Parcel> parcel) {
    env.overriding("look").maxAttempts(3).backoff(Duration.ofMillis(1));
    env.cannedActivity("look").fails(2, "BUSY").then().returns("found");
    String found = local.run(c -> c.call(How.LOCAL_ACTIVITY, "look"));
    assertThat(found).isEqualTo("found");

    env.overriding("Parcel").maxAttempts(2);
    parcel.on(Parcel::send).fails("LOST").then().returns("sent");
    String sent = env.scenario(CallerWorkflow.class).run(c -> c.call(How.PARCEL, ""));
    assertThat(sent).isEqualTo("sent");
  }

  @Test
  void letsACallTimeOutBeforeItStarts(
      PatternEnv env, Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    env.overriding("touch").scheduleToStart(Duration.ofMinutes(1));
    probe.on(Probe::touch).timesOut(TimeoutKind.SCHEDULE_TO_START).then().returns("well");
    assertThat(catchThrowable(() -> run.run(w -> w.touch(Plan.DEFAULT)))).isNotNull();
    verifyThat(run).ran("touch").attempts(0).timedOut(TimeoutKind.SCHEDULE_TO_START);
    String second = env.scenario(ProbeWorkflow.class).run(w -> w.touch(Plan.DEFAULT));
    assertThat(second).isEqualTo("well");
  }

  @Test
  @PatternTest(workflows = ProbeWorkflow.Impl.class, unchecked = Check.SCRIPTS)
  void refusesToMissAStartWithoutItsTimeout(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).timesOut(TimeoutKind.SCHEDULE_TO_START);
    assertThatThrownBy(() -> run.run(w -> w.touch(Plan.DEFAULT)))
        .hasStackTraceContaining("cannot end by SCHEDULE_TO_START: the call has no such timeout");
  }

  @Test
  void refusesANameThatNobodyCalled() {
    assertThat(endAfterOverriding("tuch"))
        .hasMessageContaining("overriding(\"tuch\") met no call, at ")
        .hasMessageContaining("CallOverrideTest.java:")
        .hasMessageContaining("did you mean Touch? There are Touch");
    assertThat(endAfterOverriding("touch")).isNull();
  }

  private static @Nullable Throwable endAfterOverriding(String name) {
    return catchThrowable(
        () -> {
          try (PatternEnv env = PatternEnv.open(ProbeWorkflow.Impl.class)) {
            env.overriding(name).maxAttempts(1);
            env.canned(Probe.class).on(Probe::touch).returns("well");
            env.scenario(ProbeWorkflow.class).run(w -> w.touch(Plan.DEFAULT));
          }
        });
  }

  @Test
  void refusesLessThanOneAttempt() {
    List<Integer> wrong = List.of(0, -1);
    for (int attempts : wrong) {
      assertThatThrownBy(() -> new CallOverride().maxAttempts(attempts))
          .hasMessageContaining("at least 1");
    }
  }
}
