// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** What messages call a method: its name, and the call of the kit that scripts it. */
  record Label(String name, String script) {}

  private final Label label;
  private final Class<?> result;
  private final Caller<F> caller;
  private final Complaints complaints;
  private final String line = SourceLine.ofCaller();
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Behavior> chosen = new HashMap<>();
  private final Map<String, Boolean> unstarted = new HashMap<>();
  private int served;
  private @Nullable String open;

  ScriptedMethod(Label label, Class<?> result, Caller<F> caller, Complaints complaints) {
    this.label = label;
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
    open = null;
    return step;
  }

  /** Another behaviour is to come. */
  private synchronized void expectsMore() {
    open = SourceLine.ofCaller();
  }

  /** Plays the next behaviour; were a failed assertion retried, the test would not see it. */
  @Nullable Object play(Stage stage, @Nullable Object[] arguments) {
    try {
      return next(stage.key()).run(stage, arguments);
    } catch (AssertionError failed) {
      throw complaints.refuse(
          Canned.FAILED_ASSERTION,
          "an assertion failed in the script of %s, %s: %s"
              .formatted(label.name(), line, String.valueOf(failed.getMessage()).strip()));
    }
  }

  /** The behaviour of the next call, or of the call with that key if it has come before. */
  private synchronized Behavior next(@Nullable String key) {
    return key == null ? next() : chosen.computeIfAbsent(key, first -> next());
  }

  /** Whether the next call is to time out before it starts, which takes a behaviour. */
  synchronized boolean missesStart(String call) {
    return unstarted.computeIfAbsent(
        call,
        first ->
            steps.stream()
                .filter(step -> step.taken < step.limit)
                .findFirst()
                .filter(step -> step.beforeStart && step.take())
                .isPresent());
  }

  private Behavior next() {
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
                            .formatted(label.name(), served, line)));
    served++;
    return behavior;
  }

  /** Tells, one line each, what no call came to. */
  synchronized List<String> unused() {
    if (steps.isEmpty()) {
      return List.of(label.script() + " is followed by no behaviour, " + line);
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

  @Override
  public String toString() {
    return label.name();
  }

  /** A behaviour and how many more calls it serves. Guarded by the method's lock. */
  final class Step {
    private final String what;
    private final String line = SourceLine.ofCaller();
    private final Behavior behavior;
    private int limit = Integer.MAX_VALUE;
    private int taken;
    private boolean optional;
    private boolean beforeStart;

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

    /** It happens to a call that no worker takes. */
    void beforeStart() {
      synchronized (ScriptedMethod.this) {
        beforeStart = true;
      }
    }

    /** Another behaviour follows: without a limit of its own this one serves one call. */
    void followed() {
      synchronized (ScriptedMethod.this) {
        if (limit == Integer.MAX_VALUE) {
          limit = 1;
        }
        expectsMore();
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
                      label.name(),
                      what,
                      taken == 0 ? "no call" : taken + " of " + least + " calls",
                      line));
    }
  }
}
