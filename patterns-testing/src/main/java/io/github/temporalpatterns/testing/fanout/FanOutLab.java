// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.List;

/** An environment with the yard, in real time on every server: what waits here is no timer. */
final class FanOutLab implements AutoCloseable {
  private final PatternEnv env;
  private final OpenYard yard = new OpenYard();

  FanOutLab(FanOutContract contract, String name, PatternEnvOptions.Replay replay) {
    env = PatternEnv.open(Contracts.options(name, contract.patience()).setReplay(replay).build());
    env.worker().registerWorkflows(contract.fanOut());
    env.worker().registerWorkflowFactory(ScriptedItem.class, () -> FanOutLab::item);
    env.worker().registerWorkflows(contract.workflows());
    env.register(yard);
  }

  PatternEnv env() {
    return env;
  }

  OpenYard yard() {
    return yard;
  }

  Scenario<ScriptedFanOut> start(ScriptedFanOut.Plan plan) {
    return env.scenario(ScriptedFanOut.class).start(fanOut -> fanOut.work(plan));
  }

  ScriptedFanOut.Result run(ScriptedFanOut.Plan plan) {
    return start(plan).result(ScriptedFanOut.Result.class);
  }

  /** Waits until so many items have been worked on, or begun if they wait at a gate. */
  void awaitBegun(int count) {
    env.await(count + " items begun", () -> yard.begun().size() >= count);
  }

  static long count(Scenario<?> run, EventType type) {
    return run.history().getEvents().stream().filter(e -> e.getEventType() == type).count();
  }

  /** How many calls were scheduled and not ended at once, which no worker's speed changes. */
  static int mostUnderWay(List<HistoryEvent> history) {
    int underWay = 0;
    int most = 0;
    for (HistoryEvent event : history) {
      switch (event.getEventType()) {
        case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> most = Math.max(most, ++underWay);
        case EVENT_TYPE_ACTIVITY_TASK_COMPLETED, EVENT_TYPE_ACTIVITY_TASK_FAILED -> underWay--;
        default -> {}
      }
    }
    return most;
  }

  @Override
  public void close() {
    env.close();
  }

  private static long item(String item) {
    OpenYard.refuse(item);
    return 1;
  }
}
