// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.coverage;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Does a bit of everything. */
@WorkflowInterface
public interface Errands {

  @WorkflowMethod
  String run(String what);

  @SignalMethod
  void hurry();

  @SignalMethod
  void relax();

  @UpdateMethod
  void change(String what);

  @QueryMethod
  String progress();

  @QueryMethod
  String never();

  /** What it calls. */
  @ActivityInterface
  interface Legs {
    String walk(String where);

    String look(String where);
  }

  /** A part of it. */
  @WorkflowInterface
  interface Stroll {
    @WorkflowMethod
    String stroll();
  }

  /** The implementation. */
  final class Impl implements Errands {
    private final Legs legs =
        Workflow.newActivityStub(
            Legs.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(1))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(2).build())
                .build());
    private final Legs here =
        Workflow.newLocalActivityStub(
            Legs.class,
            LocalActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(1))
                .build());
    private String progress = "nothing";

    @Override
    public String run(String what) {
      if (Workflow.getVersion("stroll", Workflow.DEFAULT_VERSION, 2) == 2) {
        progress = Workflow.newChildWorkflowStub(Stroll.class).stroll();
      }
      Workflow.newTimer(Duration.ofHours(1), TimerOptions.newBuilder().setSummary("a rest").build())
          .get();
      return here.look(what) + legs.walk(what);
    }

    @Override
    public void hurry() {}

    @Override
    public void relax() {}

    @Override
    public void change(String what) {
      if (what.isEmpty()) {
        throw ApplicationFailure.newFailure("change to what?", "EMPTY");
      }
    }

    @Override
    public String progress() {
      return progress;
    }

    @Override
    public String never() {
      return "";
    }
  }

  /** The part's. */
  final class StrollImpl implements Stroll {
    @Override
    public String stroll() {
      return "strolled";
    }
  }
}
