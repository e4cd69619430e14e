// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.github.temporalpatterns.testing.internal.Shown;
import io.github.temporalpatterns.testing.internal.SourceLine;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of behaviours of one scripted method: one for each condition on the arguments, and one
 * for all other calls.
 *
 * @param <F> the method as a function of its arguments
 * @param <C> a condition on its arguments
 */
public final class ScriptedMethod<F, C> {

  /** What one call does. */
  public interface Behavior {
    @Nullable Object run(Stage stage, @Nullable Object[] arguments);
  }

  /** How a function of the user's type is called with the arguments of a call. */
  public interface Caller<F> {
    @Nullable Object call(F function, @Nullable Object[] arguments);
  }

  /** What messages call a method: its name, and the call of the kit that scripts it. */
  record Label(String name, String script) {}

  /** Calls functions and conditions of the user's types. */
  record Callers<F, C>(Caller<F> function, Caller<C> condition) {}

  private final Label label;
  private final Class<?> result;
  private final Callers<F, C> callers;
  private final Complaints complaints;
  private final String line = SourceLine.ofCaller();
  private final ScriptRow others;
  private final List<ScriptRow> conditional = new ArrayList<>();
  private final Map<String, Behavior> chosen = new HashMap<>();
  private final Map<String, Boolean> unstarted = new HashMap<>();

  ScriptedMethod(Label label, Class<?> result, Callers<F, C> callers, Complaints complaints) {
    this.label = label;
    this.result = result;
    this.callers = callers;
    this.complaints = complaints;
    this.others = new ScriptRow(this, label, label.script(), arguments -> true);
  }

  /** What the method returns; {@code Object} if nobody knows. */
  public Class<?> result() {
    return result;
  }

  /** Where the script begins. */
  String line() {
    return line;
  }

  @Nullable
  public Object apply(F function, @Nullable Object[] arguments) {
    return callers.function().call(function, arguments);
  }

  /** The behaviours of calls that no condition holds for. */
  public ScriptRow others() {
    return others;
  }

  /** Begins the behaviours of calls that a condition holds for. */
  public synchronized ScriptRow when(C condition) {
    ScriptRow row =
        new ScriptRow(
            this,
            label,
            label.script() + ".when(...)",
            arguments -> Boolean.TRUE.equals(callers.condition().call(condition, arguments)));
    conditional.add(row);
    return row;
  }

  /** Plays the next behaviour; were a failed assertion retried, the test would not see it. */
  @Nullable Object play(Stage stage, @Nullable Object[] arguments) {
    try {
      return next(stage.key(), arguments).run(stage, arguments);
    } catch (AssertionError failed) {
      throw complaints.refuse(
          Complaints.FAILED_ASSERTION,
          "an assertion failed in the script of %s, %s: %s"
              .formatted(label.name(), line, String.valueOf(failed.getMessage()).strip()));
    }
  }

  /** The behaviour of the next call, or of the call with that key if it has come before. */
  private synchronized Behavior next(@Nullable String key, @Nullable Object[] arguments) {
    return key == null ? next(arguments) : chosen.computeIfAbsent(key, first -> next(arguments));
  }

  /** Whether the next call is to time out before it starts, which takes a behaviour. */
  synchronized boolean missesStart(String call, @Nullable Object[] arguments) {
    return unstarted.computeIfAbsent(call, first -> missesStart(arguments));
  }

  private boolean missesStart(@Nullable Object[] arguments) {
    try {
      return row(arguments).missesStart();
    } catch (ApplicationFailure refused) {
      // The call starts, and is refused there: here it would fail the workflow.
      return false;
    }
  }

  private Behavior next(@Nullable Object[] arguments) {
    ScriptRow row = row(arguments);
    Optional<Behavior> next = row.next();
    if (next.isPresent()) {
      return next.get();
    }
    throw complaints.refuse(
        Complaints.NO_SCRIPT,
        row == others && others.isEmpty() && !conditional.isEmpty()
            ? "%s was called with %s, of which no when(...) holds, %s; add one, or otherwise()"
                .formatted(label.name(), Shown.of(arguments), line)
            : "the script of %s is exhausted after %d calls, %s"
                .formatted(label.name(), row.served(), row.line()));
  }

  private ScriptRow row(@Nullable Object[] arguments) {
    for (ScriptRow row : conditional) {
      try {
        if (row.takes(arguments)) {
          return row;
        }
      } catch (RuntimeException e) {
        throw complaints.refuse(
            Complaints.BAD_SCRIPT,
            "the condition of %s, %s, threw %s".formatted(label.script(), row.line(), e));
      }
    }
    return others;
  }

  /** Tells, one line each, what no call came to. */
  synchronized List<String> unused() {
    List<String> unused = new ArrayList<>();
    if (conditional.isEmpty() || !others.isEmpty()) {
      unused.addAll(others.unused());
    }
    conditional.forEach(row -> unused.addAll(row.unused()));
    return unused;
  }

  @Override
  public String toString() {
    return label.name();
  }
}
