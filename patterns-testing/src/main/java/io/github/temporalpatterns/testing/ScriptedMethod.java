// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The behaviours of one scripted method and how far its calls have come. */
final class ScriptedMethod<F> {

  /** What one call does. */
  interface Behavior {
    @Nullable Object run(@Nullable Object[] arguments, ActivityExecutionContext context);
  }

  /** How a function of the user's type is called with the arguments of a call. */
  interface Caller<F> {
    @Nullable Object call(F function, @Nullable Object[] arguments);
  }

  private final String name;
  private final AttemptClock clock;
  private final Caller<F> caller;
  private final List<Step> steps = new ArrayList<>();
  private int served;

  ScriptedMethod(String name, AttemptClock clock, Caller<F> caller) {
    this.name = name;
    this.clock = clock;
    this.caller = caller;
  }

  AttemptClock clock() {
    return clock;
  }

  @Nullable Object apply(F function, @Nullable Object[] arguments) {
    return caller.call(function, arguments);
  }

  synchronized Step add(Behavior behavior) {
    Step step = new Step(behavior);
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
                    ApplicationFailure.newNonRetryableFailure(
                        "the script of " + name + " is exhausted after " + served + " calls",
                        Canned.NO_SCRIPT));
    served++;
    return behavior;
  }

  @Override
  public String toString() {
    return name;
  }

  /** A behaviour and how many more calls it serves. Guarded by the method's lock. */
  final class Step {
    private final Behavior behavior;
    private int limit = Integer.MAX_VALUE;
    private int taken;

    private Step(Behavior behavior) {
      this.behavior = behavior;
    }

    void limit(int calls) {
      synchronized (ScriptedMethod.this) {
        limit = calls;
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
  }
}
