// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.internal.Awaits;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A timer kept in the automaton by its name: the active time at which it is over. */
final class DefaultActiveTimer implements ActiveTimer {
  private final String name;
  private final Automaton automaton;

  DefaultActiveTimer(String name, Automaton automaton) {
    this.name = name;
    this.automaton = automaton;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Duration remaining() {
    Long due = automaton.timers().get(name);
    return due == null ? Duration.ZERO : Duration.ofMillis(Math.max(0, due - active()));
  }

  @Override
  public boolean isOver() {
    return remaining().isZero();
  }

  @Override
  public boolean await() {
    while (isKnown() && !automaton.isStopping() && !isOver()) {
      if (automaton.isHeld()) {
        Workflow.await(() -> !automaton.isHeld() || !isKnown());
      } else {
        sleep(() -> !isKnown());
      }
    }
    return isKnown() && !automaton.isStopping();
  }

  /** Waits for what is left, unless it is paused, stopped or something else comes up. */
  void sleep(BooleanSupplier wakeUp) {
    Awaits.await(
        remaining(),
        name,
        () -> automaton.isHeld() || automaton.isStopping() || wakeUp.getAsBoolean());
  }

  @Override
  public void restart(Duration duration) {
    PauseFailures.notNegative("timer '" + name + "'", duration);
    automaton.timers().put(name, active() + duration.toMillis());
  }

  @Override
  public void cancel() {
    automaton.timers().remove(name);
  }

  boolean isKnown() {
    return automaton.timers().containsKey(name);
  }

  private long active() {
    return automaton.clock().read(Workflow.currentTimeMillis());
  }
}
