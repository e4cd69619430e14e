// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Hands the calls of a fake on, except those that every object has.
 *
 * @param name what the fake calls itself
 * @param player plays the calls
 */
record FakeHandler(String name, Player player) implements InvocationHandler {

  /** Plays one call of a faked interface. */
  interface Player {
    @Nullable Object play(Method method, @Nullable Object[] arguments);
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    @Nullable Object[] values = arguments == null ? new Object[0] : arguments;
    if (method.getDeclaringClass() != Object.class) {
      return player.play(method, values);
    }
    return switch (method.getName()) {
      case "equals" -> proxy == values[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> name;
    };
  }
}
