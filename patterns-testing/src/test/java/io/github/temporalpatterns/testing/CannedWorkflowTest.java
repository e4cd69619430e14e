// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.CallerWorkflow.How;
import io.github.temporalpatterns.testing.CallerWorkflow.Parcel;
import io.github.temporalpatterns.testing.activity.TimeoutKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fakes of child workflows, typed and by name; every run of them is replayed too. */
@Tag("real-server")
@PatternTest(workflows = CallerWorkflow.Impl.class)
class CannedWorkflowTest {

  @Test
  void takesOneBehaviourForEachRun(PatternEnv env, Canned<Parcel> parcel) {
    parcel.on(Parcel::send).delays(Duration.ofSeconds(1)).returns("1").then().answers(i -> i + 2);
    assertThat(call(env, How.PARCEL)).isEqualTo("1");
    assertThat(call(env, How.PARCEL)).isEqualTo("tea2");
  }

  @Test
  void failsByTheTypeThatIsScripted(Scenario<CallerWorkflow> caller, Canned<Parcel> parcel) {
    parcel.on(Parcel::send).fails("LOST");
    assertThatThrownBy(() -> caller.run(c -> c.call(How.PARCEL, "")))
        .hasStackTraceContaining("LOST");
    verifyThat(caller).childStarted("Parcel").failedWith("LOST");
  }

  @Test
  void staysOpenUntilItIsSignalled(Scenario<CallerWorkflow> caller, Canned<Parcel> parcel) {
    parcel.on(Parcel::send).untilSignalled("pack").returns("packed");
    String result = caller.run(c -> c.call(How.SIGNALLED_PARCEL, ""));
    assertThat(result).isEqualTo("packed");
  }

  @Test
  void hangsUntilItIsCancelled(Scenario<CallerWorkflow> caller, Canned<Parcel> parcel) {
    parcel.on(Parcel::send).hangsUntilCancelled();
    String result = caller.run(c -> c.call(How.CANCELLED_PARCEL, ""));
    assertThat(result).isEqualTo("cancelled it");
  }

  @Test
  void ignoresTheCancel(Scenario<CallerWorkflow> caller, Canned<Parcel> parcel) {
    parcel.on(Parcel::send).ignoresCancel().returns("sent");
    String result = caller.run(c -> c.call(How.CANCELLED_PARCEL, ""));
    assertThat(result).isEqualTo("cancelled it");
  }

  @Test
  void timesOut(PatternEnv env, Scenario<CallerWorkflow> caller, Canned<Parcel> parcel) {
    env.overriding("Parcel").startToClose(Duration.ofSeconds(1));
    parcel.on(Parcel::send).timesOut(TimeoutKind.START_TO_CLOSE);
    assertThatThrownBy(() -> caller.run(c -> c.call(How.PARCEL, "")))
        .hasStackTraceContaining("TIMEOUT_TYPE_START_TO_CLOSE");
    if (env.can(Capability.SHARED_CLOCK)) {
      verifyThat(caller).took(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }
  }

  @Test
  void isFakedByName(PatternEnv env, Scenario<CallerWorkflow> caller) {
    env.worker().cannedWorkflow("ship-parcel").answers(args -> args.get(0, String.class) + "!");
    env.worker().cannedWorkflow("other").untilSignalled("never").completes().optional();
    String result = caller.run(c -> c.call(How.CHILD, "ship-parcel"));
    assertThat(result).isEqualTo("tea!");
  }

  @Test
  @PatternTest(workflows = CallerWorkflow.Impl.class, unchecked = Check.SCRIPTS)
  void refusesANameThatNobodyHas(PatternEnv env, Scenario<CallerWorkflow> caller) {
    env.worker().cannedWorkflow("ship-parcel").completes();
    assertThatThrownBy(() -> caller.run(c -> c.call(How.CHILD, "ship-parcle")))
        .hasStackTraceContaining("workflow \"ship-parcle\" was called but its worker has none")
        .hasStackTraceContaining("did you mean ship-parcel?");
  }

  @Test
  void refusesWhatNoWorkflowCanDo() {
    for (TimeoutKind kind : List.of(TimeoutKind.HEARTBEAT, TimeoutKind.SCHEDULE_TO_CLOSE)) {
      PatternEnvOptions options =
          PatternEnvOptions.newBuilder()
              .setWorkflows(CallerWorkflow.Impl.class)
              .setUnchecked(Check.SCRIPTS)
              .build();
      try (PatternEnv env = PatternEnv.open(options)) {
        env.canned(Parcel.class).on(Parcel::send).timesOut(kind);
        assertThatThrownBy(() -> call(env, How.PARCEL))
            .hasStackTraceContaining(Canned.BAD_SCRIPT)
            .hasStackTraceContaining("workflow Parcel cannot end by " + kind);
      }
    }
  }

  @Test
  void refusesToFakeWhatTheWorkerRuns(PatternEnv env) {
    assertThatThrownBy(() -> env.canned(CallerWorkflow.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "CallerWorkflow is already run by Impl; fake it on a worker that does not run it");
  }

  @Test
  void refusesAReferenceToASignal(Canned<Parcel> parcel) {
    assertThatThrownBy(() -> parcel.on(Parcel::pack))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pass a reference to the workflow method of Parcel, not Parcel::pack")
        .hasMessageContaining("There are Parcel::send");
  }

  private static String call(PatternEnv env, How how) {
    return env.scenario(CallerWorkflow.class).run(c -> c.call(how, ""));
  }
}
