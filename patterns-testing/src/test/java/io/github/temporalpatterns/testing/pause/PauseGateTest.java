// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.pause.Pausable.Hold;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a gate does by itself: policies, ends of pauses, work and deadlines beside the main one. */
@PatternTest(workflows = Errand.ErrandImpl.class)
final class PauseGateTest {
  private final CompletableFuture<Boolean> gate = new CompletableFuture<>();

  @Test
  void pausesByAPolicyAndKeepsADeadlineOfAnotherCoroutine(PatternEnv env, Scenario<Errand> errand) {
    start(env, errand, "a", "fail b", "c");
    env.clock().advance(Duration.ofMinutes(61));
    PauseRules.awaitPhase(errand, Phase.PAUSED);
    env.clock().advance(Duration.ofDays(1));
    Hold hold = Objects.requireNonNull(PauseRules.status(errand).hold());
    assertThat(hold.by()).isEqualTo("policy");
    assertThat(hold.reason()).isEqualTo("a step has failed");
    PauseRules.operator(errand).pauseResume(PauseRules.request("go on"));

    assertThat(PauseRules.result(errand)).containsExactly("deadline", "c", "a");
    verifyThat(errand).took(Duration.ofHours(26), Duration.ofHours(27)).leftNoTimer();
  }

  @Test
  void stopsWhenAPauseLastsTooLong(PatternEnv env, Scenario<Errand> errand) {
    start(env, errand, "a", "fail b", "c");
    assertThat(PauseRules.result(errand)).containsExactly("STOPPED", "a", "no deadline");
    verifyThat(errand).took(Duration.ofHours(49), Duration.ofHours(50)).leftNoTimer();
  }

  @Test
  void isNotPausedWhileWorkBesideItIsUnderWay(PatternEnv env, Scenario<Errand> errand) {
    start(env, errand, "gate", "b");
    errand.await("the first step", () -> env.attempts().of("step").count() == 1);
    PauseRules.operator(errand).pauseRequest(PauseRules.request("1"));
    assertThat(PauseRules.status(errand).phase()).isEqualTo(Phase.PAUSING);
    assertThat(PauseRules.status(errand).inFlight()).isOne();
    gate.complete(true);
    PauseRules.awaitPhase(errand, Phase.PAUSED);
    PauseRules.operator(errand).pauseStop(PauseRules.request("2"));
    assertThat(PauseRules.result(errand)).containsExactly("STOPPED", "gate", "no deadline");
  }

  @Test
  @PatternTest(workflows = Handover.HandoverImpl.class)
  void endsAPauseWhileItWaitsToContinueAsNew(PatternEnv env, Scenario<Handover> handover) {
    env.register(new Site());
    handover.start(run -> run.run(null));
    handover.await("the call", () -> env.attempts().of("step").count() == 1);
    Request lasting = PauseRules.request("1").lasting(Duration.ofMillis(200));
    PauseRules.operator(handover).pauseRequest(lasting);
    PauseRules.operator(handover).pauseRollOver(PauseRules.request("2"));
    handover.await("the end of the pause", () -> PauseRules.status(handover).hold() == null);
    assertThat(PauseRules.status(handover).run()).isZero();
    gate.complete(true);
    handover.await("the next run", () -> PauseRules.status(handover).run() == 1);
    PauseRules.operator(handover).pauseStop(PauseRules.request("3"));
    assertThat(handover.result(Integer.class)).isOne();
    verifyThat(handover).leftNoTimer();
  }

  private void start(PatternEnv env, Scenario<Errand> errand, String... steps) {
    env.register(new Site());
    errand.start(e -> e.run(List.of(steps)));
  }

  private final class Site implements StepSite {
    @Override
    public String step(String step) {
      if (step.startsWith("fail")) {
        throw ApplicationFailure.newNonRetryableFailure("refused", "REFUSED");
      }
      return step.equals("gate") && !gate.join() ? "" : step;
    }

    @Override
    public void cleanup(String outcome) {
      throw new AssertionError("not called");
    }
  }
}
