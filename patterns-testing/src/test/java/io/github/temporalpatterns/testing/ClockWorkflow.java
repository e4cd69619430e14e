// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Rings a bell after each of a number of sleeps, until a signal stops it. */
@WorkflowInterface
public interface ClockWorkflow {

  @ActivityInterface
  interface Bell {
    void ring();
  }

  @WorkflowMethod
  int ring(int times, Duration every);

  @SignalMethod
  void stop();

  @UpdateMethod
  String sleep(Duration duration);

  @UpdateValidatorMethod(updateName = "sleep")
  void allow(Duration duration);

  final class Impl implements ClockWorkflow {
    private final Bell bell =
        Workflow.newActivityStub(
            Bell.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(10)).build());
    private boolean stopped;

    @Override
    public int ring(int times, Duration every) {
      for (int done = 0; done < times; done++) {
        if (Workflow.await(every, () -> stopped)) {
          return done;
        }
        bell.ring();
      }
      return times;
    }

    @Override
    public void stop() {
      stopped = true;
    }

    @Override
    public void allow(Duration duration) {
      if (duration.isNegative()) {
        throw new IllegalArgumentException("no sleep");
      }
    }

    @Override
    public String sleep(Duration duration) {
      Workflow.sleep(duration);
      return "slept";
    }
  }
}
