// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Three activities, one after the other. */
@WorkflowInterface
public interface ThreeSteps {

  /** Returns what the three made of it. */
  @WorkflowMethod(name = "bench.ThreeSteps")
  String run(String what);

  /** One step. */
  @ActivityInterface
  interface Work {

    /** Returns something else. */
    String step(String what);
  }

  /** Does nothing but answer. */
  final class FastWork implements Work {

    @Override
    public String step(String what) {
      return what + ".";
    }
  }

  /** As a user would write it. */
  final class Impl implements ThreeSteps {
    private final Work work =
        Workflow.newActivityStub(
            Work.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(5))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(3).build())
                .build());

    @Override
    public String run(String what) {
      return work.step(work.step(work.step(what)));
    }
  }
}
