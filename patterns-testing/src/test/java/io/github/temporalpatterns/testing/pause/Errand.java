// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import io.github.temporalpatterns.pause.ActiveTimer;
import io.github.temporalpatterns.pause.Pausable.Verb;
import io.github.temporalpatterns.pause.PauseGate;
import io.github.temporalpatterns.pause.PauseOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A run that uses a gate's policy, its maximum pause, a tracked call and a deadline beside it. */
@WorkflowInterface
public interface Errand {

  /** Performs the first step beside the others, and those an hour apart; tells what it saw. */
  @WorkflowMethod
  List<String> run(List<String> steps);

  /** Pauses by itself after a failure, and stops when it has been paused for two days. */
  class ErrandImpl implements Errand {
    private final StepSite site = StepCalls.stub();
    private final List<String> seen = new ArrayList<>();
    private boolean failed;
    private final PauseGate gate =
        PauseGate.restore(
            PauseOptions.newBuilder().setMaximumPause(Duration.ofDays(2), Verb.STOP).build(), null);

    @Override
    public List<String> run(List<String> steps) {
      gate.pauseWhen(() -> failed ? "a step has failed" : null);
      ActiveTimer deadline = gate.timer("deadline", Duration.ofMinutes(90));
      Promise<Boolean> over = Async.function(deadline::await);
      over.thenApply(inTime -> seen.add(inTime ? "deadline" : "no deadline"));
      Promise<String> first = gate.track(Async.function(site::step, steps.get(0)));
      gate.run(() -> work(steps.subList(1, steps.size())), outcome -> seen.add(outcome.name()));
      seen.add(first.get());
      over.get();
      return seen;
    }

    private boolean work(List<String> steps) {
      ActiveTimer hour = gate.timer("hour", Duration.ofHours(1));
      for (String step : steps) {
        if (!gate.checkpoint(hour)) {
          return false;
        }
        step(step);
        hour.restart(Duration.ofHours(1));
      }
      return true;
    }

    private void step(String step) {
      try {
        seen.add(gate.call(() -> site.step(step)));
        failed = false;
      } catch (ActivityFailure e) {
        failed = true;
      }
    }
  }
}
