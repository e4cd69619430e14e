// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.parallel;

import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.Gates;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.failure.ApplicationFailure;
import java.util.List;

/**
 * An environment whose activity does what an item's name says: {@code fail...} fails, {@code
 * gate...} goes on when its gate is opened or it is cancelled, anything else succeeds at once.
 *
 * <p>In real time on every server: what waits here is no timer.
 */
final class ParallelLab implements AutoCloseable {
  private final PatternEnv env;
  private final Gates gates = new Gates();

  ParallelLab(ParallelContract contract, String name) {
    env = PatternEnv.open(Contracts.options(name, contract.patience()).build());
    env.worker().registerWorkflowFactory(ScriptedMap.class, contract::newMap);
    env.worker().registerWorkflowFactory(ScriptedRace.class, contract::newRace);
    env.register((Worksite) this::work);
  }

  PatternEnv env() {
    return env;
  }

  Scenario<ScriptedMap> start(ScriptedMap.Plan plan) {
    return env.scenario(ScriptedMap.class).start(map -> map.map(plan));
  }

  ScriptedMap.Result run(ScriptedMap.Plan plan) {
    return start(plan).result(ScriptedMap.Result.class);
  }

  Scenario<ScriptedRace> start(ScriptedRace.Plan plan) {
    return env.scenario(ScriptedRace.class).start(race -> race.race(plan));
  }

  /** Lets an item go on. */
  void open(String item) {
    gates.open(item);
  }

  /** Waits until so many attempts have started. */
  void awaitStarted(int count) {
    env.await(count + " attempts", () -> env.attempts().count() >= count);
  }

  /** Waits until so many attempts have ended in one way. */
  void awaitEnded(Attempt.Outcome outcome, int count) {
    env.await(count + " attempts " + outcome, () -> env.attempts().that(outcome).count() >= count);
  }

  /**
   * Waits until the workflow has heard of a failure. An attempt ends before that, and what the test
   * does next could come in the same workflow task.
   */
  void awaitFailureHeard(Scenario<?> run) {
    run.await(
        "the workflow to hear of a failure",
        () ->
            run.history().getEvents().stream()
                .map(HistoryEvent::getEventType)
                .dropWhile(type -> type != EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED)
                .anyMatch(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED::equals));
  }

  List<Object> started() {
    return env.attempts().list().stream().map(attempt -> attempt.arguments().get(0)).toList();
  }

  @Override
  public void close() {
    env.close();
  }

  private String work(String item) {
    if (item.startsWith("fail")) {
      throw ApplicationFailure.newNonRetryableFailure(item + " is refused", "REFUSED");
    }
    if (item.startsWith("gate")) {
      gates.pass(item);
    }
    return item;
  }
}
