// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.fanout.Controls.Control;
import io.github.temporalpatterns.fanout.FanOutOperator.Phase;
import io.github.temporalpatterns.fanout.FanOutOperator.Status;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.internal.Outcomes;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fan-out as one run sees it: what is to be done, what was done, what is under way. */
final class Job {
  final Spec spec;
  final FanOutReport.Plan plan;
  final Controls controls;
  final Totals totals;
  final Map<Integer, String> shards = new LinkedHashMap<>();
  final RunConverter converter = RunConverter.ofRun();
  private final Clock clock;
  private String childPrefix = Workflow.getInfo().getWorkflowId();
  private long detailedMillis;
  private @Nullable RuntimeException bug;
  int inFlight;
  boolean ended;

  /** A job whose reducer's class is known, in the run that was given it. */
  Job(Spec spec, FanOutReport.Plan plan, Controls controls, @Nullable Class<?> reducer) {
    this.spec = spec;
    this.plan = plan;
    this.controls = controls;
    clock = new Clock(Workflow.currentTimeMillis(), 0);
    totals = new Totals(spec.samples(), Reducers.of(converter, reducer));
  }

  /** A job of another run. */
  Job(Spec spec, FanOutReport.Plan plan, Control control, Clock.Reading before) {
    this.spec = spec;
    this.plan = plan;
    controls = new Controls(control);
    clock = new Clock(before.startedMillis(), before.pausedMillis());
    totals = new Totals(spec.samples(), Reducers.named(converter, spec.reducer()));
    clock.paused(controls.paused(), Workflow.currentTimeMillis());
  }

  /** What {@link #token} adds to an id, in bytes. */
  static final int TOKEN_LENGTH = 13;

  /** Ends an id so that it is new, in every life of the run. Not to be asked in a condition. */
  static String token() {
    return "-" + Workflow.randomUUID().toString().replace("-", "").substring(0, TOKEN_LENGTH - 1);
  }

  /** Notes that the fan-out cannot go on: by a failure of the world, or by a bug of the code. */
  void broken(String what, RuntimeException failure) {
    if (failure instanceof TemporalFailure) {
      totals.breach(what + ": " + Failures.line(failure));
    } else {
      bug = bug == null ? failure : bug;
    }
  }

  /** Does what the end of a call entails; what is thrown there would reach nobody. */
  void end(String what, Functions.Proc consequences) {
    try {
      consequences.apply();
    } catch (RuntimeException e) {
      broken(what, e);
    }
  }

  /** A bug is thrown from the workflow's own thread, and blocks the run until it is mended. */
  void throwBug() {
    if (bug != null) {
      throw bug;
    }
  }

  /** Whether no more calls may be made, whatever there is to do. */
  boolean isStopping() {
    return bug != null
        || controls.stop() != null
        || totals.breach() != null
        || controls.isBroken(totals.failed());
  }

  /** What the ids of shards begin with. */
  String childPrefix() {
    return childPrefix;
  }

  void childPrefix(String prefix) {
    childPrefix = prefix;
  }

  /** Changes what an operator can change. */
  void control(Functions.Proc1<Controls> change) {
    change.apply(controls);
    clock.paused(controls.paused(), Workflow.currentTimeMillis());
  }

  Clock.Reading clock() {
    return clock.at(Workflow.currentTimeMillis());
  }

  Duration elapsed() {
    return Duration.ofMillis(Workflow.currentTimeMillis() - clock().startedMillis());
  }

  private Duration active() {
    return elapsed().minusMillis(clock().pausedMillis());
  }

  Status status() {
    return status(List.of());
  }

  Status status(List<AuditEntry> audit) {
    return new Status(
        phase(),
        plan,
        totals.succeeded(),
        totals.failed(),
        inFlight + shards.size(),
        controls.window(),
        controls.tolerated(),
        controls.rate(),
        elapsed(),
        active(),
        List.copyOf(shards.values()),
        audit);
  }

  /** Shows in the Web UI how far it is, at most once a second. */
  void show() {
    long now = Workflow.currentTimeMillis();
    if (now - detailedMillis >= 1_000) {
      detailedMillis = now;
      Outcomes.show("fanout", FanOutText.details(status()));
    }
  }

  private Phase phase() {
    if (ended) {
      return Phase.ENDED;
    }
    return isStopping() ? Phase.STOPPING : controls.paused() ? Phase.PAUSED : Phase.RUNNING;
  }
}
