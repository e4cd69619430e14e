// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.internal.Awaits;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.Desk;
import io.github.temporalpatterns.internal.RunConverter;
import io.github.temporalpatterns.internal.RunEnd;
import io.github.temporalpatterns.pause.Pausable.Hold;
import io.github.temporalpatterns.pause.Pausable.Outcome;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.github.temporalpatterns.pause.Pausable.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.common.InitialVersioningBehavior;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.WorkflowThreadLocal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns what the automaton decides into waits, timers and continue-as-new. */
final class DefaultPauseGate implements PauseGate {
  private static final int MOST_TIMERS = 100;
  private static final int NAME_LENGTH = 100;

  /** A server without Worker Deployments ignores it. */
  private static final ContinueAsNewOptions UPGRADE =
      ContinueAsNewOptions.newBuilder()
          .setInitialVersioningBehavior(InitialVersioningBehavior.AUTO_UPGRADE)
          .build();

  private final PauseOptions options;
  private final Automaton automaton;
  private final PauseDesk desk;
  private final boolean isRepeated;
  private final CancellationScope runScope = CancellationScope.current();
  private final WorkflowThreadLocal<Integer> calls = WorkflowThreadLocal.withCachedInitial(() -> 0);
  private Functions.Func<@Nullable String> policy = () -> null;
  private Functions.@Nullable Func1<PauseState, Object[]> arguments;

  DefaultPauseGate(PauseOptions options, @Nullable PauseState state) {
    this.options = Checks.notNull("options", options);
    isRepeated = Carried.isUsed(state, Workflow.getInfo());
    PauseState carried = isRepeated ? null : checked(state);
    Desk log = Desk.inRun(PauseDesk.WORD, carried == null ? null : carried.operators());
    automaton = new Automaton(options, carried, log, Workflow.currentTimeMillis());
    desk = new PauseDesk(automaton, log, options.isWaitingAttribute());
  }

  private static @Nullable PauseState checked(@Nullable PauseState state) {
    try {
      Carried.check(state);
      return state;
    } catch (IllegalStateException e) {
      throw RunEnd.failTask(
          e); // whatever fails a run in this worker: a newer one can go on with it
    }
  }

  @Override
  public boolean checkpoint() {
    return safePoint(null);
  }

  @Override
  public boolean checkpoint(ActiveTimer timer) {
    return safePoint(new DefaultActiveTimer(timer.name(), automaton));
  }

  private boolean safePoint(@Nullable DefaultActiveTimer timer) {
    CancellationScope.throwCanceled();
    String reason = policy.apply();
    if (reason != null) {
      automaton.holdBy(shortened(reason), Workflow.currentTimeMillis());
    }
    automaton.enter(Workflow.currentTimeMillis());
    desk.changed();
    boolean goOn;
    try {
      goOn = await(timer);
    } catch (RuntimeException e) {
      automaton.leave();
      throw e;
    }
    if (goOn) {
      automaton.pass();
    } else {
      automaton.leave();
    }
    desk.changed();
    return goOn;
  }

  private boolean await(@Nullable DefaultActiveTimer timer) {
    while (true) {
      automaton.tick(Workflow.currentTimeMillis());
      if (automaton.isStopping()) {
        return false;
      }
      Hold hold = automaton.hold();
      if (isRollOverReady()) {
        rollOver();
      } else if (hold != null) {
        awaitEnd(hold, this::isRollOverReady);
      } else if (isRollOverDue()) {
        Workflow.await(() -> isRollOverReady() || automaton.isHeld() || automaton.isStopping());
      } else if (timer != null && !timer.isOver()) {
        timer.sleep(() -> isRollOverDue() || !timer.isKnown());
      } else {
        return true;
      }
      desk.changed();
    }
  }

  /** Without an end of its own, a pause needs no timer. */
  private void awaitEnd(Hold hold, Functions.Func<Boolean> wakeUp) {
    Functions.Func<Boolean> changed = () -> !hold.equals(automaton.hold()) || wakeUp.apply();
    if (hold.until() == null) {
      Workflow.await(changed::apply);
    } else {
      long left = hold.until().toEpochMilli() - Workflow.currentTimeMillis();
      Awaits.await(Duration.ofMillis(left), "end of the pause", changed);
    }
  }

  private boolean isRollOverDue() {
    WorkflowInfo info = Workflow.getInfo();
    if (arguments == null || automaton.isStopping()) {
      return false;
    }
    return automaton.isRollOverAsked()
        || info.isContinueAsNewSuggested()
        || (isBudgetSpent(info) && isOldEnough(info));
  }

  private boolean isBudgetSpent(WorkflowInfo info) {
    int events = options.getEventsPerRun();
    long safePoints = options.getSafePointsPerRun();
    return (events > 0 && info.getHistoryLength() >= events)
        || (safePoints > 0 && automaton.safePointsOfRun() >= safePoints);
  }

  private boolean isOldEnough(WorkflowInfo info) {
    long age = Workflow.currentTimeMillis() - info.getRunStartedTimestampMillis();
    return age >= options.getMinimumRun().toMillis();
  }

  /** Nothing would be lost: no work, no handler and no message between the family. */
  private boolean isRollOverReady() {
    return isRollOverDue()
        && automaton.isDrained()
        && automaton.family().isQuiet()
        && Workflow.isEveryHandlerFinished();
  }

  private void rollOver() {
    Functions.Func1<PauseState, Object[]> carry = Checks.notNull("arguments", arguments);
    String me = Workflow.getInfo().getRunId();
    Object[] next = carry.apply(automaton.toData(me, Workflow.currentTimeMillis()));
    PauseFailures.requireSendable(RunConverter.ofRun().bytes(next));
    Workflow.continueAsNew(options.isUpgradingVersion() ? UPGRADE : null, next);
  }

  @Override
  public <R extends @Nullable Object> R call(Functions.Func<R> work) {
    begin();
    R result;
    try {
      result = work.apply();
    } catch (RuntimeException e) {
      finish();
      throw e;
    }
    finish();
    return result;
  }

  private void begin() {
    calls.set(calls.get() + 1);
    automaton.underway().begin();
    desk.changed();
  }

  private void finish() {
    calls.set(calls.get() - 1);
    automaton.underway().finish();
    desk.changed();
  }

  @Override
  public void perform(Functions.Proc work) {
    call(
        () -> {
          work.apply();
          return true;
        });
  }

  @Override
  public <R extends @Nullable Object> Promise<R> track(Promise<R> work) {
    automaton.underway().begin();
    desk.changed();
    work.handle(
        (result, failure) -> {
          automaton.underway().finish();
          desk.changed();
          return true;
        });
    return work;
  }

  @Override
  public <R extends @Nullable Object> Promise<R> trackChild(
      Promise<WorkflowExecution> started, Promise<R> end) {
    Family family = automaton.family();
    started.handle(
        (child, failure) -> {
          if (child != null && !end.isCompleted()) {
            family.join(child.getWorkflowId());
            end.handle(
                (result, why) -> {
                  family.leave(child.getWorkflowId());
                  desk.changed();
                  return true;
                });
            desk.changed();
          }
          return true;
        });
    return track(end);
  }

  @Override
  public <R extends @Nullable Object> R await(Promise<R> work) {
    int waiting = calls.get();
    automaton.underway().rest(waiting);
    desk.changed();
    try {
      awaitWhileHeld(work);
    } catch (CanceledFailure e) {
      // Cancelled work has an end of its own, which is waited for below.
    } catch (RuntimeException e) {
      automaton.underway().wake(waiting);
      throw e;
    }
    return ended(work, waiting);
  }

  private <R extends @Nullable Object> R ended(Promise<R> work, int waiting) {
    work.handle((result, failure) -> true).get();
    automaton.underway().wake(waiting);
    desk.changed();
    return work.get();
  }

  private void awaitWhileHeld(Promise<?> work) {
    while (true) {
      automaton.tick(Workflow.currentTimeMillis());
      desk.changed();
      Hold hold = automaton.hold();
      if (hold != null) {
        awaitEnd(hold, () -> false);
      } else if (work.isCompleted()) {
        return;
      } else {
        Workflow.await(() -> work.isCompleted() || automaton.isHeld());
      }
    }
  }

  @Override
  public ActiveTimer timer(String name, Duration duration) {
    DefaultActiveTimer timer = new DefaultActiveTimer(name, automaton);
    if (!timer.isKnown()) {
      if (name.length() > NAME_LENGTH) {
        throw PauseFailures.refused(
            "timer: its name must have at most %d characters, was %d"
                .formatted(NAME_LENGTH, name.length()));
      }
      if (automaton.timers().size() >= MOST_TIMERS) {
        throw PauseFailures.refused(
            "timer '%s': a run has at most %d timers".formatted(name, MOST_TIMERS));
      }
      timer.restart(duration);
    }
    return timer;
  }

  @Override
  public void progress(Progress progress) {
    automaton.progress(Checks.notNull("progress", progress));
    desk.changed();
  }

  @Override
  public void pauseWhen(Functions.Func<@Nullable String> reason) {
    policy = reason;
  }

  @Override
  public void carry(Functions.Func1<PauseState, Object[]> next) {
    arguments = next;
    automaton.carries();
    if (!Workflow.getInfo().getCronSchedule().isEmpty()) {
      Workflow.getLogger(PauseGate.class)
          .warn(
              "The server drops the cron schedule of a run that continues as new; use a Schedule.");
    }
  }

  @Override
  public <R extends @Nullable Object> R run(
      Functions.Func<R> body, Functions.Proc1<Outcome> cleanup) {
    if (isRepeated) {
      throw PauseFailures.refused(
          "these arguments were passed to another run, which has ended and cleaned up; a workflow"
              + " retry or a cron schedule repeats them; start with those of a first run instead");
    }
    return new Ending(options, automaton, desk, runScope).run(body, cleanup);
  }

  @Override
  public Status status() {
    return desk.pauseStatus();
  }

  private static String shortened(String reason) {
    return reason.substring(0, Math.min(reason.length(), OperatorCommand.REASON_LENGTH));
  }
}
