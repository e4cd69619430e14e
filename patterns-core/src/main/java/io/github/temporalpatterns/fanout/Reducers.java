// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.GlobalDataConverter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A reducer found by its class's name, and what it has put together so far. */
final class Reducers {
  private static final DataConverter CONVERTER = GlobalDataConverter.get();

  private final Work.Reducer<Object> reducer;
  private final Type type;
  private @Nullable Object value;

  private Reducers(Class<?> reducerClass) {
    reducer = newInstance(reducerClass);
    type = valueType(reducerClass);
  }

  static Reducers of(String className) {
    try {
      return new Reducers(Class.forName(className));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("reducer " + className + " is not on the class path", e);
    }
  }

  static void check(Class<?> reducerClass) {
    of(reducerClass.getName());
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

  /** The value as text, whatever the converter makes of it. */
  @Nullable String encoded() {
    return value == null
        ? null
        : Base64.getEncoder()
            .encodeToString(CONVERTER.toPayload(value).orElseThrow().toByteArray());
  }

  void addEncoded(@Nullable String text) {
    if (text == null) {
      return;
    }
    try {
      Payload payload = Payload.parseFrom(Base64.getDecoder().decode(text));
      add(CONVERTER.fromPayload(payload, Object.class, type));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not a value of a shard", e);
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
