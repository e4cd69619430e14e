// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static io.github.temporalpatterns.testing.activity.Attempt.Outcome.CANCELED;
import static io.github.temporalpatterns.testing.activity.Attempt.Outcome.COMPLETED;
import static io.github.temporalpatterns.testing.activity.Attempt.Outcome.FAILED;
import static io.github.temporalpatterns.testing.activity.Attempt.Outcome.RUNNING;
import static io.github.temporalpatterns.testing.activity.Attempt.Outcome.TIMED_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.ProbeWorkflow.Plan;
import io.github.temporalpatterns.testing.ProbeWorkflow.Probe;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.io.FileNotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The behaviours that go beyond an answer and a failure. */
@Tag("real-server")
@PatternTest(workflows = ProbeWorkflow.Impl.class)
class CannedBehavioursTest {

  @Test
  void failsByTheApplicationsOwnException(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).fails(new FileNotFoundException("no such file"));
    assertThatThrownBy(() -> run.run(w -> w.touch(new Plan(9_000, 0, 0, 1, false))))
        .rootCause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo(FileNotFoundException.class.getName());
              assertThat(failure.getOriginalMessage()).isEqualTo("no such file");
            });
  }

  @Test
  void failsByAFailureWithDetails(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).fails(ApplicationFailure.newNonRetryableFailure("no", "LOW", 7));
    assertThatThrownBy(() -> run.run(w -> w.touch(Plan.DEFAULT)))
        .rootCause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> assertThat(failure.getDetails().get(Integer.class)).isEqualTo(7));
  }

  @Test
  void tellsTheServerWhenToTryAgain(
      PatternEnv env, Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    Duration delay =
        env.can(Capability.TIME_SKIPPING) ? Duration.ofHours(3) : Duration.ofSeconds(1);
    probe.on(Probe::touch).failsWithRetryAfter("BUSY", delay).then().returns("well");
    run.run(w -> w.touch(Plan.DEFAULT));
    List<Attempt> attempts = run.attempts().list();
    assertThat(attempts).extracting(Attempt::outcome).containsExactly(FAILED, COMPLETED);
    assertThat(Duration.between(attempts.get(0).ended(), attempts.get(1).started()))
        .isGreaterThanOrEqualTo(delay.minusMillis(50));
  }

  @Test
  void livesOnSlowHeartbeats(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).heartbeats(3, Duration.ofMillis(500)).returns("well");
    String result = run.run(w -> w.touch(new Plan(60_000, 2_000, 0, 1, false)));
    assertThat(result).isEqualTo("well");
    Attempt attempt = run.attempts().list().get(0);
    assertThat(Duration.between(attempt.started(), attempt.ended()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(1_500));
  }

  @Test
  void diesOfHeartbeatsThatAreTooSlow(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).heartbeats(2, Duration.ofSeconds(1)).returns("late");
    assertThatThrownBy(() -> run.run(w -> w.touch(new Plan(60_000, 900, 0, 1, false))))
        .hasStackTraceContaining("TIMEOUT_TYPE_HEARTBEAT");
    assertThat(run.attempts().list().get(0).outcome()).isEqualTo(TIMED_OUT);
  }

  @Test
  void ignoresTheCancel(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe.on(Probe::touch).ignoresCancel().returns("done all the same");
    run.start(w -> w.touch(new Plan(60_000, 30_000, 0, 1, false)));
    run.await("the activity's start", () -> run.attempts().count() == 1);
    run.cancel();
    assertThatThrownBy(() -> run.result(String.class)).hasCauseInstanceOf(CanceledFailure.class);
    assertThat(run.attempts().list().get(0).outcome()).isEqualTo(COMPLETED);
  }

  @Test
  void crashesAfterItsEffect(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    List<String> effects = new CopyOnWriteArrayList<>();
    probe
        .on(Probe::touch)
        .crashesAfter(
            what -> {
              effects.add(what);
              return "lost";
            })
        .then()
        .returns("kept");
    String result = run.run(w -> w.touch(new Plan(60_000, 900, 0, 2, false)));
    assertThat(result).isEqualTo("kept");
    assertThat(effects).containsExactly("it");
    assertThat(run.attempts().types()).hasSize(2);
    assertThat(run.attempts().list().get(0).outcome()).isEqualTo(TIMED_OUT);
  }

  @Test
  void completesWhenSomebodyElseSaysSo(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    CompletableFuture<ManualActivityCompletionClient> desk = new CompletableFuture<>();
    probe.on(Probe::touch).completesLater(desk::complete);
    run.start(w -> w.touch(Plan.DEFAULT));
    run.await("the request", desk::isDone);
    assertThat(run.attempts().list().get(0).outcome()).isEqualTo(RUNNING);
    desk.join().complete("approved");
    assertThat(run.result(String.class)).isEqualTo("approved");
    assertThat(run.attempts().list().get(0).outcome()).isEqualTo(COMPLETED);
  }

  @Test
  void failsWhenSomebodyElseSaysSo(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    probe
        .on(Probe::touch)
        .completesLater(desk -> desk.fail(ApplicationFailure.newNonRetryableFailure("no", "NO")));
    assertThatThrownBy(() -> run.run(w -> w.touch(Plan.DEFAULT))).hasStackTraceContaining("NO");
    assertThat(run.attempts().list().get(0).failureType()).isEqualTo("NO");
  }

  @Test
  void isCancelledBySomebodyElse(Scenario<ProbeWorkflow> run, Canned<Probe> probe) {
    CompletableFuture<ManualActivityCompletionClient> desk = new CompletableFuture<>();
    probe.on(Probe::touch).completesLater(desk::complete);
    run.start(w -> w.touch(Plan.DEFAULT));
    run.await("the request", desk::isDone);
    run.cancel();
    run.await("the cancellation", () -> isCancelled(desk.join()));
    desk.join().reportCancellation(null);
    assertThatThrownBy(() -> run.result(String.class))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(run.attempts().list().get(0).outcome()).isEqualTo(CANCELED);
  }

  private static boolean isCancelled(ManualActivityCompletionClient desk) {
    try {
      desk.recordHeartbeat(null);
      return false;
    } catch (ActivityCompletionException e) {
      return e.getCause() instanceof ActivityCanceledException;
    }
  }

  @Test
  void refusesNumbersThatMakeNoSense(Canned<Probe> probe) {
    Script<?, ?, String> script = probe.on(Probe::touch);
    assertThatThrownBy(() -> script.heartbeats(0, Duration.ofSeconds(1)))
        .hasMessageContaining("must be positive");
    assertThatThrownBy(() -> script.heartbeats(1, Duration.ZERO))
        .hasMessageContaining("must be positive");
    script.returns("x").optional();
  }
}
