// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.Pausable.Status;
import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.api.enums.v1.EventType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What the groups of rules have in common: an open laboratory, and an operator named Ann. */
abstract class PauseRules {
  private PauseLab lab;

  abstract PauseContract contract();

  @BeforeEach
  void openLab(TestInfo test) {
    lab = new PauseLab(contract(), Contracts.nameOf(contract(), test));
  }

  @AfterEach
  void closeLab() {
    lab.close();
  }

  PauseLab lab() {
    return lab;
  }

  static Pausable operator(Scenario<?> run) {
    return run.stub(Pausable.class);
  }

  static Request request(String id) {
    return Request.of(id, "ann", "reason of " + id);
  }

  static Status status(Scenario<?> run) {
    return operator(run).pauseStatus();
  }

  static void awaitPhase(Scenario<?> run, Phase phase) {
    run.await(phase.name(), () -> status(run).phase() == phase);
  }

  /** A run that was paused while its first step, a gate, was under way; the gate is open. */
  Scenario<ScriptedRunner> pausedAfterFirst(ScriptedRunner.Plan plan) {
    String first = plan.steps().get(0);
    Scenario<ScriptedRunner> run = lab().start(plan);
    lab().awaitStarted(first);
    operator(run).pauseRequest(request("pause"));
    lab().open(first);
    awaitPhase(run, Phase.PAUSED);
    return run;
  }

  @SuppressWarnings("unchecked")
  static List<String> result(Scenario<?> run) {
    return run.result(List.class);
  }

  static long count(Scenario<?> run, EventType type) {
    return run.histories().stream()
        .flatMap(history -> history.getEvents().stream())
        .filter(event -> event.getEventType() == type)
        .count();
  }

  /** The durations of all timers, in milliseconds, in the order of their starts. */
  static List<Long> timeouts(Scenario<?> run) {
    return run.histories().stream()
        .flatMap(history -> history.getEvents().stream())
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)
        .map(event -> event.getTimerStartedEventAttributes().getStartToFireTimeout())
        .map(Durations::toMillis)
        .toList();
  }

  static void assertNoTimerIsOpen(Scenario<?> run) {
    assertThat(
            count(run, EventType.EVENT_TYPE_TIMER_CANCELED)
                + count(run, EventType.EVENT_TYPE_TIMER_FIRED))
        .isEqualTo(count(run, EventType.EVENT_TYPE_TIMER_STARTED));
  }
}
