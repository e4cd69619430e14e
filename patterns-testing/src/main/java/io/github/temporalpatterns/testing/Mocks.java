// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.activity.ActivityInterface;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Makes mocks acceptable to a worker. A mocking library copies annotations to the class it
 * generates and the SDK refuses implementation classes that carry them, so the worker gets a proxy
 * of the activity interfaces instead, which hands every call to the mock.
 */
final class Mocks {
  private Mocks() {}

  static Object wrap(Object implementation) {
    Class<?> type = implementation.getClass();
    if (!type.getName().contains("$MockitoMock$")) {
      return implementation;
    }
    Set<Class<?>> activities = new LinkedHashSet<>();
    for (Class<?> current = type; current != null; current = current.getSuperclass()) {
      collect(current, activities);
    }
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        activities.toArray(Class<?>[]::new),
        (proxy, method, arguments) -> {
          try {
            return method.invoke(implementation, arguments);
          } catch (InvocationTargetException e) {
            throw e.getTargetException();
          }
        });
  }

  private static void collect(Class<?> type, Set<Class<?>> activities) {
    for (Class<?> candidate : type.getInterfaces()) {
      if (candidate.isAnnotationPresent(ActivityInterface.class)) {
        activities.add(candidate);
      }
      collect(candidate, activities);
    }
  }
}
