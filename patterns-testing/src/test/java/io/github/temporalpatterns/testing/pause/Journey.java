// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import io.github.temporalpatterns.pause.LongRunningWorkflow;
import io.github.temporalpatterns.pause.Pausable.Outcome;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.github.temporalpatterns.pause.PauseOptions;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** A long-runner on the base class, in two versions of its code. */
@WorkflowInterface
public interface Journey {

  /** Goes. */
  @WorkflowMethod
  String run(LongRunningWorkflow.Job<Route, Log> job);

  /** How many stages, and how far apart. */
  record Route(long stages, Duration apart) {}

  /** What was seen; the second version also counts. */
  record Log(String seen, long count) {}

  /** The first version. */
  class First extends LongRunningWorkflow<Route, Log, String> implements Journey {

    /** Made by the worker, before any message arrives. */
    @WorkflowInit
    public First(Job<Route, Log> job) {
      super(
          job, PauseOptions.newBuilder().setEventsPerRun(30).setMinimumRun(Duration.ZERO).build());
    }

    @Override
    protected Steps steps(Route route) {
      return Steps.of(route.stages()).every(route.apart());
    }

    @Override
    protected Log begin(Route route) {
      return new Log("", 0);
    }

    @Override
    protected Log step(long i, Log before) {
      return new Log(before.seen() + i + " ", 0);
    }

    @Override
    protected String result(Log log) {
      return log.seen();
    }

    @Override
    protected void cleanup(Outcome outcome, Log log) {
      gate.progress(new Progress(-1, null, log.seen()));
    }
  }

  /** The second version: it makes up what the first did not count. */
  class Second extends First {

    /** Made by the worker, before any message arrives. */
    @WorkflowInit
    public Second(Job<Route, Log> job) {
      super(job);
    }

    @Override
    protected int stateVersion() {
      return 1;
    }

    @Override
    protected Log upgrade(Log log, int version) {
      return new Log(log.seen(), log.seen().split(" ", -1).length - 1L);
    }

    @Override
    protected Log step(long i, Log before) {
      return new Log(before.seen() + i + " ", before.count() + 1);
    }

    @Override
    protected String result(Log log) {
      return log.seen() + "= " + log.count();
    }
  }
}
