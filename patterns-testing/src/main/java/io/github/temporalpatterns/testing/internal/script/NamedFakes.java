// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.github.temporalpatterns.testing.internal.Nearest;
import io.temporal.common.converter.EncodedValues;
import io.temporal.workflow.Functions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Fakes of activities, or of workflows, that a test knows by their names only. */
public final class NamedFakes {
  private final String kind;
  private final String verb;
  private final Complaints complaints;
  private final Map<
          String,
          ScriptedMethod<
              Functions.Func1<EncodedValues, @Nullable Object>,
              Functions.Func1<EncodedValues, Boolean>>>
      fakes = new ConcurrentHashMap<>();

  /** Makes the fakes of a kind ("activity") that a verb of the kit scripts. */
  NamedFakes(String kind, String verb, Complaints complaints) {
    this.kind = kind;
    this.verb = verb;
    this.complaints = complaints;
  }

  public ScriptedMethod<
          Functions.Func1<EncodedValues, @Nullable Object>, Functions.Func1<EncodedValues, Boolean>>
      of(String name) {
    ScriptedMethod<
            Functions.Func1<EncodedValues, @Nullable Object>,
            Functions.Func1<EncodedValues, Boolean>>
        scripted =
            new ScriptedMethod<>(
                new ScriptedMethod.Label(name, call(name)),
                Object.class,
                new ScriptedMethod.Callers<>(Arguments.one(), Arguments.one()),
                complaints);
    ScriptedMethod<?, ?> earlier = fakes.putIfAbsent(name, scripted);
    if (earlier != null) {
      throw new IllegalStateException(
          "%s already has a script, %s; go on with its then()".formatted(name, earlier.line()));
    }
    return scripted;
  }

  /** Plays the next behaviour of a name; refuses one that has none, naming what there is. */
  @Nullable Object play(
      String name, Stage stage, EncodedValues arguments, Collection<String> others) {
    ScriptedMethod<?, ?> scripted = fakes.get(name);
    if (scripted == null) {
      throw complaints.refuse(
          Complaints.NO_SCRIPT,
          "%s \"%s\" was called but its worker has none of that name, nor a script by %s%s"
              .formatted(kind, name, call(name), Nearest.among(others, name)));
    }
    return scripted.play(stage, new Object[] {arguments});
  }

  /** Whether the next call of a name is to time out before it starts. */
  boolean missesStart(String name, String call, @Nullable Object[] arguments) {
    ScriptedMethod<?, ?> scripted = fakes.get(name);
    return scripted != null
        && scripted.missesStart(call, new Object[] {new EncodedValues(arguments)});
  }

  public Collection<String> names() {
    return fakes.keySet();
  }

  List<String> unused() {
    return fakes.values().stream().flatMap(fake -> fake.unused().stream()).sorted().toList();
  }

  private String call(String name) {
    return "%s(\"%s\")".formatted(verb, name);
  }
}
