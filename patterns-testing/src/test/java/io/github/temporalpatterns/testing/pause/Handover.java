// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import io.github.temporalpatterns.pause.PauseGate;
import io.github.temporalpatterns.pause.PauseOptions;
import io.github.temporalpatterns.pause.PauseState;
import io.temporal.workflow.Async;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A run that waits for long, while a call beside it is under way in its first run. */
@WorkflowInterface
public interface Handover {

  /** Waits, and returns how often it has continued as new. */
  @WorkflowMethod
  int run(@Nullable PauseState state);

  /** Continues as new when it is told to. */
  class HandoverImpl implements Handover {
    private final StepSite site = StepCalls.stub();
    private final PauseGate gate;

    /** Made by the worker, before any message arrives. */
    @WorkflowInit
    public HandoverImpl(@Nullable PauseState state) {
      gate = PauseGate.restore(PauseOptions.newBuilder().build(), state);
      gate.carry(pause -> new Object[] {pause});
    }

    @Override
    public int run(@Nullable PauseState state) {
      if (state == null) {
        gate.track(Async.function(site::step, "gate"));
      }
      gate.run(() -> gate.checkpoint(gate.timer("long", Duration.ofDays(1))), outcome -> {});
      return gate.status().run();
    }
  }
}
