// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import io.github.temporalpatterns.pause.Pausable.Hold;
import io.github.temporalpatterns.pause.Pausable.Outcome;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A long-runner as one writes it by hand, with at most one flaw. */
public final class HandMadeRunner implements ScriptedRunner {
  private final PauseFlaw flaw = FlawedPause.flaw;
  private final StepSite site = StepCalls.stub();
  private final Plan plan;
  private final List<String> done;
  private final HandMadeDesk desk;
  private boolean looked;
  private int stepsOfRun;

  /** Made by the worker, before any message arrives. */
  @WorkflowInit
  public HandMadeRunner(Plan plan) {
    this.plan = plan;
    done = new ArrayList<>(plan.done());
    desk = new HandMadeDesk(flaw, plan.pause());
    Workflow.registerListener(desk);
  }

  @Override
  public List<String> run(Plan same) {
    if (flaw == PauseFlaw.FORGETS_EARLY) {
      desk.hold = null;
    }
    try {
      while (done.size() < plan.steps().size() && isFree()) {
        step();
      }
    } catch (TemporalFailure e) {
      boolean canceled = CancellationScope.current().isCancelRequested();
      end(canceled ? Outcome.CANCELED : Outcome.FAILED);
      throw e;
    }
    if (desk.stopping) {
      end(Outcome.STOPPED);
    }
    return List.copyOf(done);
  }

  private void step() {
    desk.inFlight++;
    CompletablePromise<String> step = Workflow.newPromise();
    Runnable call =
        () -> step.completeFrom(Async.function(site::step, plan.steps().get(done.size())));
    if (flaw == PauseFlaw.LEAVES_STEP) {
      Workflow.newDetachedCancellationScope(call).run();
      Workflow.await(step::isCompleted);
    } else {
      call.run();
    }
    if (flaw == PauseFlaw.DROPS_STEP) {
      Workflow.await(() -> step.isCompleted() || desk.stopping);
      if (desk.stopping) {
        return;
      }
    }
    String result = step.get();
    desk.inFlight--;
    done.add(result);
  }

  private boolean isFree() {
    CancellationScope.throwCanceled();
    if (looked && flaw == PauseFlaw.LOOKS_ONCE) {
      return !desk.stopping;
    }
    looked = true;
    desk.enter();
    boolean held = desk.hold != null;
    if (!done.isEmpty() && !plan.delay().isZero()) {
      delay();
    }
    await();
    desk.pass();
    stepsOfRun++;
    if (held && !done.isEmpty() && flaw == PauseFlaw.REPEATS) {
      done.remove(done.size() - 1);
    }
    return !desk.stopping;
  }

  private void delay() {
    boolean carried = desk.rest != null && flaw != PauseFlaw.STARTS_OVER;
    long left = carried && desk.rest != null ? desk.rest : plan.delay().toMillis();
    while (left > 0 && !desk.stopping) {
      await();
      long since = Workflow.currentTimeMillis();
      Duration rest = Duration.ofMillis(left);
      CancellationScope scope =
          Workflow.newCancellationScope(
              () -> desk.timer = Workflow.newTimer(rest).handle((none, failure) -> true));
      scope.run();
      Workflow.await(
          () ->
              desk.timer.isCompleted()
                  || desk.stopping
                  || desk.rollOver
                  || (desk.hold != null && flaw != PauseFlaw.CLOCK_RUNS));
      left -= Workflow.currentTimeMillis() - since;
      desk.rest = left;
      if (!desk.stopping || flaw != PauseFlaw.LEAVES_TIMER) {
        scope.cancel();
      }
    }
    desk.rest = null;
  }

  private void await() {
    while (flaw == PauseFlaw.POLLS && desk.hold != null) {
      Workflow.sleep(Duration.ofMillis(20));
    }
    awaitEnd();
    boolean stuck = flaw == PauseFlaw.STUCK;
    Workflow.await(() -> desk.hold == null || (desk.stopping && !stuck) || isRollOverDue());
    if (isRollOverDue() && !desk.stopping) {
      Workflow.await(Workflow::isEveryHandlerFinished);
      rollOver();
    }
  }

  /** Waits for the end of a pause that has one. */
  private void awaitEnd() {
    Hold hold = desk.hold;
    Instant until = hold == null ? null : hold.until();
    while (hold != null && until != null && hold.equals(desk.hold)) {
      long left = until.toEpochMilli() - Workflow.currentTimeMillis();
      boolean looks = flaw == PauseFlaw.LOOKS_FOR_END;
      Duration wait = Duration.ofMillis(looks ? Math.min(left, 50) : left);
      Workflow.await(wait, () -> !hold.equals(desk.hold));
      desk.tick();
    }
  }

  private boolean isRollOverDue() {
    return desk.rollOver || (plan.stepsPerRun() > 0 && stepsOfRun >= plan.stepsPerRun());
  }

  private void rollOver() {
    boolean forgets = flaw == PauseFlaw.FORGETS_STEP && !done.isEmpty();
    List<String> carried = List.copyOf(done.subList(0, done.size() - (forgets ? 1 : 0)));
    Workflow.continueAsNew(
        new Plan(plan.steps(), plan.delay(), plan.stepsPerRun(), carried, desk.toData()));
  }

  private void end(Outcome outcome) {
    if (flaw != PauseFlaw.NO_CLEANUP || outcome == Outcome.CANCELED) {
      cleanUp(outcome);
    }
    desk.outcome = outcome;
    if (flaw != PauseFlaw.SILENT) {
      Map<String, Object> memo = new LinkedHashMap<>();
      memo.put("outcome", outcome.name());
      Workflow.upsertMemo(Map.of("patterns.pause", memo));
    }
  }

  private void cleanUp(Outcome outcome) {
    Runnable cleanup = () -> site.cleanup(outcome.name());
    if (flaw != PauseFlaw.ATTACHED) {
      Workflow.newDetachedCancellationScope(cleanup).run();
      return;
    }
    try {
      cleanup.run();
    } catch (TemporalFailure e) {
      if (!(e.getCause() instanceof CanceledFailure)) {
        throw e;
      }
    }
  }
}
