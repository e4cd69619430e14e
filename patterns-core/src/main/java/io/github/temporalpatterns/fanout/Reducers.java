// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.RunConverter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import org.jspecify.annotations.Nullable;

/**
 * A reducer, and what it has put together so far.
 *
 * <p>The user's run has the class. To another run only its name travels; there it is looked up as
 * the thread that runs the workflow would load it, else beside the library. If it is found in
 * neither, the workflow task fails, and a worker that has the class goes on.
 */
final class Reducers {
  private final RunConverter converter;
  private final Work.Reducer<Object> reducer;
  private final Type type;
  private @Nullable Object value;

  private Reducers(RunConverter converter, Class<?> reducerClass) {
    this.converter = converter;
    reducer = newInstance(reducerClass);
    type = valueType(reducerClass);
  }

  static @Nullable Reducers of(RunConverter converter, @Nullable Class<?> reducerClass) {
    return reducerClass == null ? null : new Reducers(converter, reducerClass);
  }

  static @Nullable Reducers named(RunConverter converter, @Nullable String className) {
    return className == null ? null : new Reducers(converter, WorkerProcess.reducer(className));
  }

  /** Refuses a class that is no reducer, before anything depends on it. */
  static void check(Class<?> reducerClass) {
    newInstance(reducerClass);
    valueType(reducerClass);
  }

  Type type() {
    return type;
  }

  @Nullable Object value() {
    return value;
  }

  void add(@Nullable Object given) {
    if (given != null) {
      value = value == null ? given : reducer.add(value, given);
    }
  }

  /** The value as data, as the run's converter writes it. */
  @Nullable Encoded encoded() {
    return value == null ? null : converter.encode(value);
  }

  void addEncoded(@Nullable Encoded given) {
    if (given != null) {
      add(converter.decode(given, Object.class, type));
    }
  }

  @SuppressWarnings("unchecked") // values are of the type that the class names
  private static Work.Reducer<Object> newInstance(Class<?> reducerClass) {
    try {
      return (Work.Reducer<Object>) reducerClass.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          "reducer "
              + reducerClass.getName()
              + " must be a public class with a public constructor without parameters",
          e);
    }
  }

  private static Type valueType(Class<?> reducerClass) {
    for (Class<?> c = reducerClass; c != null; c = c.getSuperclass()) {
      for (Type implemented : c.getGenericInterfaces()) {
        if (implemented instanceof ParameterizedType generic
            && generic.getRawType() == Work.Reducer.class
            && !(generic.getActualTypeArguments()[0] instanceof TypeVariable)) {
          return generic.getActualTypeArguments()[0];
        }
      }
    }
    throw new IllegalArgumentException(
        "reducer "
            + reducerClass.getName()
            + " must name its value's class: implements Reducer<X>");
  }
}
