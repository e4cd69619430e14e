// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.github.temporalpatterns.testing.Capability;
import io.github.temporalpatterns.testing.Check;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** One execution of the user's test, in an environment of its own, under given faults. */
final class SweptRun {

  /**
   * How a run went.
   *
   * @param failure what the test threw
   * @param wedge why the server, not the test, is to blame
   * @param hung whether the test ended by the watchdog
   */
  record Outcome(
      @Nullable Throwable failure,
      @Nullable String wedge,
      boolean hung,
      List<Fault> unreached,
      List<FaultPlan.Site> sites) {}

  static final Duration WATCHDOG = Duration.ofSeconds(10);

  private final SweepSettings settings;
  private final List<Fault> faults;
  private final FaultPlan plan;
  private final Subject subject = new Subject();
  private final AtomicReference<@Nullable String> wedge = new AtomicReference<>();
  private final AttemptFaults attemptFaults;
  private final TaskFaults taskFaults;
  private final ActivityFaults activityFaults;

  private SweptRun(SweepSettings settings, List<Fault> faults) {
    this.settings = settings;
    this.faults = faults;
    this.plan = new FaultPlan(faults);
    Set<FaultKind> common = EnumSet.noneOf(FaultKind.class);
    if (!settings.signals().isEmpty()) {
      common.add(FaultKind.SIGNAL);
    }
    this.attemptFaults = new AttemptFaults(plan, subject, settings.signals(), this::wedged);
    this.taskFaults =
        new TaskFaults(subject, this::strike, new Commands(plan, common), this::wedged);
    this.activityFaults = new ActivityFaults(attemptFaults, taskFaults::loseAll);
  }

  static Outcome of(SweepSettings settings, List<Fault> faults) {
    return new SweptRun(settings, faults).outcome();
  }

  private Outcome outcome() {
    long begin = System.nanoTime();
    Throwable failure = Assertions.catchThrowable(this::execute);
    boolean hung = failure != null && System.nanoTime() - begin > WATCHDOG.toNanos();
    return new Outcome(failure, wedge.get(), hung, plan.unreached(), plan.sites());
  }

  private void execute() throws Throwable {
    PatternEnvOptions.Builder options =
        PatternEnvOptions.newBuilder()
            .setName("fault-sweep")
            .setWatchdog(WATCHDOG)
            // What a fault cuts off is not scripted in vain.
            .setUnchecked(Check.SCRIPTS);
    settings.options().accept(options);
    options.addGrpcInterceptor(taskFaults).addWorkerInterceptor(activityFaults);
    try (PatternEnv env = PatternEnv.open(options.build())) {
      if (faults.stream().anyMatch(fault -> fault.kind().timesOut())) {
        env.assume(Capability.ACTIVITY_TIME_SKIPPING);
      }
      subject.attach(env);
      try {
        settings.test().accept(env);
      } finally {
        attemptFaults.stop();
      }
      if (faults.isEmpty()) {
        subject.requireHandlers(settings.signals().keySet());
      }
    }
  }

  /** Strikes at a workflow task that was executed, and tells whether its answer is lost. */
  private boolean strike(TaskFaults.Task task) {
    Set<FaultKind> kinds = EnumSet.of(FaultKind.CRASH, FaultKind.CANCEL);
    if (!settings.signals().isEmpty()) {
      kinds.add(FaultKind.SIGNAL);
    }
    if (activityFaults.hasRunning()) {
      kinds.add(FaultKind.WORKER_DEATH);
    }
    boolean lost = false;
    for (Fault fault : plan.strike(plan.task(task.type(), kinds))) {
      switch (fault.kind()) {
        case CRASH -> lost = true;
        case WORKER_DEATH -> {
          activityFaults.workerDies();
          lost = true;
        }
        case CANCEL -> subject.cancel();
        case SIGNAL -> attemptFaults.signal(fault);
        default -> throw new IllegalStateException(fault + " cannot strike at a workflow task");
      }
    }
    return lost;
  }

  /** Ends the stuck run, in a thread of its own: this one is the server's. */
  private void wedged(String why) {
    if (wedge.compareAndSet(null, why)) {
      Thread thread = new Thread(() -> subject.terminate(why), "patterns-testing-sweep");
      thread.setDaemon(true);
      thread.start();
    }
  }
}
