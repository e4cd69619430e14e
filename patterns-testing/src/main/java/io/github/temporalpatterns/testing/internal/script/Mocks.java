// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.temporal.activity.ActivityInterface;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes mocks acceptable to a worker. A mocking library copies annotations to the class it
 * generates and the SDK refuses implementation classes that carry them, so the worker gets a proxy
 * of the activity interfaces instead, which hands every call to the mock. A call that nobody
 * stubbed would return null, and its activity would succeed with that: it is refused.
 */
public final class Mocks {
  private static final boolean MOCKITO = isPresent();

  private final Complaints complaints;
  private final boolean strict;

  /** Refuses unstubbed calls if strict. */
  Mocks(Complaints complaints, boolean strict) {
    this.complaints = complaints;
    this.strict = strict;
  }

  /** Returns what a worker registers for an implementation: itself, unless it is a mock. */
  public Object wrap(Object implementation) {
    if (!MOCKITO || !Unstubbed.isMock(implementation)) {
      return implementation;
    }
    Set<Class<?>> activities = new LinkedHashSet<>();
    Class<?> type = implementation.getClass();
    for (Class<?> current = type; current != null; current = current.getSuperclass()) {
      collect(current, activities);
    }
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        activities.toArray(Class<?>[]::new),
        (proxy, method, arguments) -> call(implementation, method, arguments));
  }

  private @Nullable Object call(Object mock, Method method, @Nullable Object @Nullable [] arguments)
      throws Throwable {
    Object result;
    try {
      result = method.invoke(mock, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
    @Nullable Object[] values = arguments == null ? new Object[0] : arguments;
    if (strict && method.getReturnType() != void.class && Unstubbed.is(mock, method, values)) {
      String label = method.getDeclaringClass().getSimpleName() + "." + method.getName();
      throw complaints.refuse(
          Complaints.NO_SCRIPT,
          label + " of a mock was called but is not stubbed; say when(...) what it returns");
    }
    return result;
  }

  private static void collect(Class<?> type, Set<Class<?>> activities) {
    for (Class<?> candidate : type.getInterfaces()) {
      if (candidate.isAnnotationPresent(ActivityInterface.class)) {
        activities.add(candidate);
      }
      collect(candidate, activities);
    }
  }

  private static boolean isPresent() {
    try {
      Class.forName("org.mockito.Mockito", false, Mocks.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }
}
