// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.github.temporalpatterns.testing.internal.SourceLine;
import io.github.temporalpatterns.testing.internal.script.ScriptedMethod.Behavior;
import io.github.temporalpatterns.testing.internal.script.ScriptedMethod.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Behaviours that calls take one after the other, and how far they have come. */
public final class ScriptRow {
  private final Object lock;
  private final Label label;
  private final String script;
  private final Predicate<@Nullable Object[]> condition;
  private final String line = SourceLine.ofCaller();
  private final List<Step> steps = new ArrayList<>();
  private int served;
  private @Nullable String open;

  /**
   * @param lock guards the rows of a method
   * @param script the call of the kit that begins it
   */
  ScriptRow(Object lock, Label label, String script, Predicate<@Nullable Object[]> condition) {
    this.lock = lock;
    this.label = label;
    this.script = script;
    this.condition = condition;
  }

  /** Where it begins. */
  String line() {
    return line;
  }

  boolean takes(@Nullable Object[] arguments) {
    return condition.test(arguments);
  }

  public Step add(Supplier<String> what, Behavior behavior) {
    synchronized (lock) {
      Step step = new Step(what, behavior);
      steps.add(step);
      open = null;
      return step;
    }
  }

  /** Whether the next call is to time out before it starts; takes its behaviour then. */
  boolean missesStart() {
    return steps.stream()
        .filter(step -> step.taken < step.limit)
        .findFirst()
        .filter(step -> step.beforeStart && step.take())
        .isPresent();
  }

  /** Takes the next behaviour, if one is left. */
  Optional<Behavior> next() {
    Optional<Behavior> next =
        steps.stream().filter(Step::take).findFirst().map(step -> step.behavior);
    next.ifPresent(taken -> served++);
    return next;
  }

  int served() {
    return served;
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /** Tells, one line each, what no call came to. */
  List<String> unused() {
    if (steps.isEmpty()) {
      return List.of(script + " is followed by no behaviour, " + line);
    }
    List<String> unused = new ArrayList<>();
    steps.forEach(step -> step.unused().ifPresent(unused::add));
    if (open != null) {
      unused.add(
          label.name()
              + ": then() is followed by no behaviour, "
              + open
              + "; add one or remove it");
    }
    return unused;
  }

  /** A behaviour and how many more calls it serves. */
  public final class Step {
    private final Supplier<String> what;
    private final String line = SourceLine.ofCaller();
    private final Behavior behavior;
    private int limit = Integer.MAX_VALUE;
    private int taken;
    private boolean optional;
    private boolean beforeStart;

    private Step(Supplier<String> what, Behavior behavior) {
      this.what = what;
      this.behavior = behavior;
    }

    public void limit(int calls) {
      synchronized (lock) {
        limit = calls;
      }
    }

    public void optional() {
      synchronized (lock) {
        optional = true;
      }
    }

    /** It happens to a call that no worker takes. */
    public void beforeStart() {
      synchronized (lock) {
        beforeStart = true;
      }
    }

    /** Another behaviour follows: without a limit of its own this one serves one call. */
    public void followed() {
      synchronized (lock) {
        if (limit == Integer.MAX_VALUE) {
          limit = 1;
        }
        open = SourceLine.ofCaller();
      }
    }

    private boolean take() {
      return taken < limit && ++taken > 0;
    }

    private Optional<String> unused() {
      int least = limit == Integer.MAX_VALUE ? 1 : limit;
      return optional || taken >= least
          ? Optional.empty()
          : Optional.of(
              "%s: %s served %s, %s; remove it or say optional()"
                  .formatted(
                      label.name(),
                      what.get(),
                      taken == 0 ? "no call" : taken + " of " + least + " calls",
                      line));
    }
  }
}
