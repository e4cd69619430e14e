// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static io.github.temporalpatterns.testing.activity.Attempt.Outcome.CANCELED;
import static io.github.temporalpatterns.testing.activity.Attempt.Outcome.COMPLETED;
import static io.github.temporalpatterns.testing.activity.Attempt.Outcome.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.github.temporalpatterns.testing.ProbeWorkflow.Plan;
import io.github.temporalpatterns.testing.ProbeWorkflow.Probe;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real-server")
@PatternTest(workflows = ProbeWorkflow.Impl.class)
class CannedTest {

  @Test
  void playsItsBehavioursOneAfterTheOther(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).fails(2, "A").then().fails("B").then().returns("well");
    String result = run.run(w -> w.touch(Plan.DEFAULT));
    assertThat(result).isEqualTo("well");
    assertThat(run.attempts().list())
        .extracting(Attempt::attempt, Attempt::outcome, Attempt::failureType)
        .containsExactly(
            tuple(1, FAILED, "A"),
            tuple(2, FAILED, "A"),
            tuple(3, FAILED, "B"),
            tuple(4, COMPLETED, null));
  }

  @Test
  void repeatsTheLastBehaviourForEver(PatternEnv env, Canned<Probe> probe) {
    probe.on(Probe::touch).answers(what -> "seen " + what);
    for (int i = 0; i < 3; i++) {
      String result = env.scenario(ProbeWorkflow.class).run(w -> w.touch(Plan.DEFAULT));
      assertThat(result).isEqualTo("seen it");
    }
  }

  @Test
  @PatternTest(workflows = ProbeWorkflow.Impl.class, unchecked = Check.SCRIPTS)
  void failsWithoutRetryBeyondACount(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).fails(2, "A");
    ApplicationFailure failure = failureOf(() -> run.run(w -> w.touch(Plan.DEFAULT)));
    assertThat(failure.getType()).isEqualTo(Canned.NO_SCRIPT);
    assertThat(failure).hasMessageContaining("Probe.touch is exhausted after 2 calls");
    assertThat(run.attempts().count()).isEqualTo(3);
  }

  @Test
  @PatternTest(workflows = ProbeWorkflow.Impl.class, unchecked = Check.SCRIPTS)
  void failsAnUnscriptedCallByName(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    ApplicationFailure failure = failureOf(() -> run.run(w -> w.touch(Plan.DEFAULT)));
    assertThat(failure.getType()).isEqualTo(Canned.NO_SCRIPT);
    assertThat(failure).hasMessageContaining("on(Probe::touch)");
    assertThat(run.attempts().count()).isEqualTo(1);
  }

  @Test
  void doesNotRetryANonRetryableFailure(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).failsNonRetryable("DECLINED").then().returns("never").optional();
    ApplicationFailure failure = failureOf(() -> run.run(w -> w.touch(Plan.DEFAULT)));
    assertThat(failure.getType()).isEqualTo("DECLINED");
    assertThat(failure.isNonRetryable()).isTrue();
  }

  @Test
  void hangsUntilItIsCancelled(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).hangsUntilCancelled();
    run.start(w -> w.touch(new Plan(60_000, 30_000, 0, 1, false)));
    run.await("the activity's start", () -> run.attempts().count() == 1);
    run.cancel();
    assertThatThrownBy(() -> run.result(String.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    run.await("the attempt's end", () -> run.attempts().that(CANCELED).count() == 1);
  }

  @Test
  void delaysInServerTime(PatternEnv env, Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    Duration delay =
        env.can(Capability.ACTIVITY_TIME_SKIPPING) ? Duration.ofHours(5) : Duration.ofSeconds(1);
    probe.on(Probe::touch).delays(delay).returns("late");
    long heartbeat = delay.toMillis() * 3 / 4;
    run.run(w -> w.touch(new Plan(delay.toMillis() * 2, heartbeat, 0, 1, false)));
    Attempt attempt = run.attempts().list().get(0);
    assertThat(Duration.between(attempt.started(), attempt.ended())).isGreaterThanOrEqualTo(delay);
  }

  @Test
  void refusesALambdaAtItsLine(Canned<Probe> probe) {
    assertThatThrownBy(() -> probe.on((Probe p, String what) -> p.touch(what)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a lambda; there are Probe::touch");
  }

  @Test
  void refusesAMethodThatIsNoActivity(Canned<Probe> probe) {
    assertThatThrownBy(() -> probe.on(Object::hashCode))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not Object::hashCode; there are Probe::touch");
  }

  @Test
  void refusesAMethodThatOnlyHasTheNameOfAnActivity(Canned<Probe> probe) {
    assertThatThrownBy(() -> probe.on(CannedTest::touch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not CannedTest::touch; there are Probe::touch");
  }

  private static String touch(Probe probe, String what) {
    return probe.touch(what);
  }

  @Test
  void refusesASecondScript(Canned<Probe> probe) {
    probe.on(Probe::touch).returns("x").optional();
    assertThatThrownBy(() -> probe.on(Probe::touch))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Probe.touch already has a script");
  }

  @Test
  @PatternTest(workflows = ProbeWorkflow.Impl.class, unchecked = Check.SCRIPTS)
  void refusesANumberThatMakesNoSense(Canned<Probe> probe) {
    Script<?, ?, String> script = probe.on(Probe::touch);
    assertThatThrownBy(() -> script.returns("x").times(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> script.delays(Duration.ofMillis(-1))).hasMessageContaining("negative");
  }

  @Test
  void refusesAnInterfaceWithoutActivities(PatternEnv env) {
    assertThatThrownBy(() -> env.canned(Runnable.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ActivityInterface");
  }

  private static ApplicationFailure failureOf(ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(WorkflowFailedException.class);
    assertThat(thrown).rootCause().isInstanceOf(ApplicationFailure.class);
    return (ApplicationFailure) Throwables.getRootCause(thrown);
  }
}
