// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The scripts of one interface. */
final class Scripts {
  private final FakedInterface faked;
  private final Complaints complaints;
  private final Map<String, ScriptedMethod<?, ?>> methods = new ConcurrentHashMap<>();

  Scripts(FakedInterface faked, Complaints complaints) {
    this.faked = faked;
    this.complaints = complaints;
  }

  <F, C> ScriptedMethod<F, C> of(
      Object reference, ScriptedMethod.Caller<F> function, ScriptedMethod.Caller<C> condition) {
    String name = MethodReference.nameOf(reference, faked);
    Method method = faked.methods().get(name);
    Class<?> result = method == null ? Object.class : method.getReturnType();
    ScriptedMethod<F, C> scripted =
        new ScriptedMethod<>(
            new ScriptedMethod.Label(faked.label(name), "on(" + faked.reference(name) + ")"),
            result,
            new ScriptedMethod.Callers<>(function, condition),
            complaints);
    ScriptedMethod<?, ?> earlier = methods.putIfAbsent(name, scripted);
    if (earlier != null) {
      throw new IllegalStateException(
          "%s already has a script, %s; go on with its then()"
              .formatted(faked.label(name), earlier.line()));
    }
    return scripted;
  }

  /** Plays the next behaviour of a method. */
  @Nullable Object play(String method, Stage stage, @Nullable Object[] arguments) {
    ScriptedMethod<?, ?> scripted = methods.get(method);
    if (scripted == null) {
      throw complaints.refuse(
          Complaints.NO_SCRIPT,
          "%s was called but has no script; give it one with on(%s)"
              .formatted(faked.label(method), faked.reference(method)));
    }
    return scripted.play(stage, arguments);
  }

  /** Whether the next call of an activity type is to time out before it starts. */
  boolean missesStart(String activityType, String call, @Nullable Object[] arguments) {
    String method = faked.types().get(activityType);
    ScriptedMethod<?, ?> scripted = method == null ? null : methods.get(method);
    return scripted != null && scripted.missesStart(call, arguments);
  }

  /** The activity types of the methods that have a script. */
  Stream<String> types() {
    return faked.types().entrySet().stream()
        .filter(type -> methods.containsKey(type.getValue()))
        .map(Map.Entry::getKey);
  }

  List<String> unused() {
    return methods.values().stream().flatMap(method -> method.unused().stream()).sorted().toList();
  }
}
