// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.Activity;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.failure.ApplicationFailure;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The scripts of one activity interface, by method name: activities have no overloads. */
final class Scripts implements InvocationHandler {
  private final POJOActivityInterfaceMetadata activities;
  private final AttemptClock clock;
  private final Map<String, ScriptedMethod<?>> methods = new ConcurrentHashMap<>();

  Scripts(Class<?> activities, AttemptClock clock) {
    this.activities = POJOActivityInterfaceMetadata.newInstance(activities);
    this.clock = clock;
  }

  <F, R extends @Nullable Object> Script<F, R> of(
      Object reference, ScriptedMethod.Caller<F> caller) {
    Class<?> owner = activities.getInterfaceClass();
    String method = MethodReference.nameOf(reference, owner);
    ScriptedMethod<F> scripted = new ScriptedMethod<>(label(method), clock, caller);
    if (methods.putIfAbsent(method, scripted) != null) {
      throw new IllegalStateException(
          label(method) + " already has a script; go on with its then()");
    }
    return new Script<>(scripted);
  }

  /** The argument at a position, as the type that the method reference fixed at compile time. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"})
  static <T> T argument(@Nullable Object[] arguments, int position) {
    return (T) arguments[position];
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    @Nullable Object[] values = arguments == null ? new Object[0] : arguments;
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> proxy == values[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "canned " + activities.getInterfaceClass().getSimpleName();
      };
    }
    ScriptedMethod<?> scripted = methods.get(method.getName());
    if (scripted == null) {
      String label = label(method.getName());
      throw ApplicationFailure.newNonRetryableFailure(
          label
              + " was called but has no script; give it one with on("
              + label.replace(".", "::")
              + ")",
          Canned.NO_SCRIPT);
    }
    return scripted.next().run(values, Activity.getExecutionContext());
  }

  private String label(String method) {
    return activities.getInterfaceClass().getSimpleName() + "." + method;
  }
}
