// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The behaviours of one scripted method and how far its calls have come. */
final class ScriptedMethod<F> {

  /** What one call does. */
  interface Behavior {
    @Nullable Object run(Stage stage, @Nullable Object[] arguments);
  }

  /** How a function of the user's type is called with the arguments of a call. */
  interface Caller<F> {
    @Nullable Object call(F function, @Nullable Object[] arguments);
  }

  private final String name;
  private final Class<?> result;
  private final Caller<F> caller;
  private final Complaints complaints;
  private final String line = SourceLine.ofCaller();
  private final List<Step> steps = new ArrayList<>();
  private int served;

  ScriptedMethod(String name, Class<?> result, Caller<F> caller, Complaints complaints) {
    this.name = name;
    this.result = result;
    this.caller = caller;
    this.complaints = complaints;
  }

  /** What the method returns; {@code Object} if nobody knows. */
  Class<?> result() {
    return result;
  }

  /** Where the script begins. */
  String line() {
    return line;
  }

  @Nullable Object apply(F function, @Nullable Object[] arguments) {
    return caller.call(function, arguments);
  }

  synchronized Step add(String what, Behavior behavior) {
    Step step = new Step(what, behavior);
    steps.add(step);
    return step;
  }

  synchronized Behavior next() {
    Behavior behavior =
        steps.stream()
            .filter(Step::take)
            .findFirst()
            .map(Step::behavior)
            .orElseThrow(
                () ->
                    complaints.refuse(
                        Canned.NO_SCRIPT,
                        "the script of %s is exhausted after %d calls, %s"
                            .formatted(name, served, line)));
    served++;
    return behavior;
  }

  /** Tells, one line each, what no call came to. */
  synchronized List<String> unused() {
    return steps.isEmpty()
        ? List.of("on(" + name.replace(".", "::") + ") is followed by no behaviour, " + line)
        : steps.stream().flatMap(step -> step.unused().stream()).toList();
  }

  @Override
  public String toString() {
    return name;
  }

  /** A behaviour and how many more calls it serves. Guarded by the method's lock. */
  final class Step {
    private final String what;
    private final String line = SourceLine.ofCaller();
    private final Behavior behavior;
    private int limit = Integer.MAX_VALUE;
    private int taken;
    private boolean optional;

    private Step(String what, Behavior behavior) {
      this.what = what;
      this.behavior = behavior;
    }

    void limit(int calls) {
      synchronized (ScriptedMethod.this) {
        limit = calls;
      }
    }

    void optional() {
      synchronized (ScriptedMethod.this) {
        optional = true;
      }
    }

    /** Another behaviour follows: without a limit of its own this one serves one call. */
    void followed() {
      synchronized (ScriptedMethod.this) {
        if (limit == Integer.MAX_VALUE) {
          limit = 1;
        }
      }
    }

    private boolean take() {
      return taken < limit && ++taken > 0;
    }

    private Behavior behavior() {
      return behavior;
    }

    private Optional<String> unused() {
      int least = limit == Integer.MAX_VALUE ? 1 : limit;
      return optional || taken >= least
          ? Optional.empty()
          : Optional.of(
              "%s: %s served %s, %s; remove it or say optional()"
                  .formatted(
                      name,
                      what,
                      taken == 0 ? "no call" : taken + " of " + least + " calls",
                      line));
    }
  }
}
