// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.CANCEL;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.CANCEL_AND_REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.FLAKE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.NONE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE_AFTER_EFFECT;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.TIME_OUT;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.TIME_OUT_AFTER_EFFECT;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.TIME_OUT_BEFORE_EFFECT;

import io.github.temporalpatterns.testing.saga.SagaScript.Act;
import io.github.temporalpatterns.testing.saga.SagaScript.Kind;
import io.github.temporalpatterns.testing.saga.SagaScript.OnUndoFailure;
import io.github.temporalpatterns.testing.saga.SagaScript.Policy;
import io.github.temporalpatterns.testing.saga.SagaScript.UndoKind;
import io.github.temporalpatterns.testing.saga.SagaWorld.Fault;
import io.github.temporalpatterns.testing.saga.SagaWorld.Op;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * One way in which a saga's run can go: what happens at each step, what ends it, and what happens
 * to the undo of one step.
 *
 * @param blows what happens at each step, in order; only the last may end the saga
 * @param undo what happens to one undo
 * @param undoOf the step whose undo that is
 * @param register how undos are registered
 * @param onUndoFailure the policy
 */
record CrashSchedule(
    List<Blow> blows, UndoBlow undo, int undoOf, UndoKind register, OnUndoFailure onUndoFailure) {

  /** What happens at a step. */
  enum Blow {
    FINE(true, NONE, NONE),
    LOST_RESULT(true, TIME_OUT_AFTER_EFFECT, NONE),
    WORKER_DEATH(true, TIME_OUT, NONE),
    CONTINUE_AS_NEW(true, NONE, NONE),
    FAILURE(false, REFUSE, NONE),
    FAILURE_WITH_EFFECT(false, REFUSE_AFTER_EFFECT, NONE),
    TIMEOUT_WITH_EFFECT(false, TIME_OUT_AFTER_EFFECT, TIME_OUT),
    TIMEOUT_WITHOUT_EFFECT(false, TIME_OUT, TIME_OUT),
    TIMEOUT_BEFORE_EFFECT(false, TIME_OUT, TIME_OUT_BEFORE_EFFECT),
    CANCELLED(false, CANCEL, NONE),
    CANCELLED_WITHOUT_EFFECT(false, CANCEL_AND_REFUSE, NONE);

    final boolean survivable;
    final Fault first;
    final Fault second;

    Blow(boolean survivable, Fault first, Fault second) {
      this.survivable = survivable;
      this.first = first;
      this.second = second;
    }

    private boolean starts(String fault) {
      return first.name().startsWith(fault);
    }
  }

  /** What happens to an undo. */
  enum UndoBlow {
    FINE(NONE),
    FAILURE(REFUSE),
    RETRIED(FLAKE),
    LOST_RESULT(TIME_OUT_AFTER_EFFECT),
    WORKER_DEATH(TIME_OUT),
    CANCELLED(CANCEL),
    CANCELLED_FAILURE(CANCEL_AND_REFUSE);

    final Fault fault;

    UndoBlow(Fault fault) {
      this.fault = fault;
    }
  }

  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofMillis(3300);

  /**
   * Every schedule of up to 3 steps, and of 6 those with few blows at once: at each place, and two
   * at each distance, so that the sizes between have nothing of their own.
   */
  static List<CrashSchedule> all() {
    List<CrashSchedule> all = new ArrayList<>();
    for (int steps : List.of(1, 2, 3, 6)) {
      extend(all, new ArrayList<>(), steps, steps <= 3 ? 3 : 2);
    }
    return all;
  }

  private static void extend(List<CrashSchedule> all, List<Blow> blows, int steps, int most) {
    if (blows.size() == steps) {
      undoBlows(all, List.copyOf(blows), most - count(blows));
      return;
    }
    for (Blow blow : Blow.values()) {
      boolean last = blows.size() == steps - 1;
      if ((blow.survivable || last) && count(blows) + (blow == Blow.FINE ? 0 : 1) <= most) {
        blows.add(blow);
        extend(all, blows, steps, most);
        blows.remove(blows.size() - 1);
      }
    }
  }

  private static int count(List<Blow> blows) {
    return (int) blows.stream().filter(blow -> blow != Blow.FINE).count();
  }

  private static void undoBlows(List<CrashSchedule> all, List<Blow> blows, int left) {
    UndoKind register =
        List.of(UndoKind.BEFORE, UndoKind.FROM_RESULT, UndoKind.AFTER).get(all.size() % 3);
    OnUndoFailure policy = all.size() % 2 == 0 ? OnUndoFailure.CONTINUE : OnUndoFailure.STOP;
    all.add(new CrashSchedule(blows, UndoBlow.FINE, 0, register, policy));
    if (left == 0 || blows.get(blows.size() - 1).survivable) {
      return;
    }
    for (int step = 0; step < blows.size(); step++) {
      for (UndoBlow undo : UndoBlow.values()) {
        if (undo != UndoBlow.FINE) {
          all.add(new CrashSchedule(blows, undo, step, register, policy));
        }
      }
    }
  }

  boolean cancels() {
    return undo.fault.name().startsWith("CANCEL")
        || blows.stream().anyMatch(blow -> blow.starts("CANCEL"));
  }

  SagaScript script() {
    List<Act> acts = new ArrayList<>();
    for (int i = 0; i < blows.size(); i++) {
      Blow blow = blows.get(i);
      if (blow == Blow.CONTINUE_AS_NEW) {
        acts.add(Act.act(Kind.CONTINUE_AS_NEW, ""));
      }
      boolean unanswered = blow.starts("TIME_OUT");
      int attempts = blow.starts("CANCEL") ? 1 : 2;
      acts.add(Act.step(name(i)).undo(register).time(unanswered ? SHORT : LONG).attempts(attempts));
    }
    Policy policy = Policy.DEFAULT.on(onUndoFailure);
    return new SagaScript(UUID.randomUUID().toString(), acts, policy, null);
  }

  void arm(SagaRun run) {
    for (int i = 0; i < blows.size(); i++) {
      run.fault(Op.APPLY, name(i), blows.get(i).first, blows.get(i).second);
    }
    run.fault(Op.UNDO, name(undoOf), undo.fault);
  }

  static String name(int step) {
    return String.valueOf((char) ('a' + step));
  }
}
