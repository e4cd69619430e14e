// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** A generic type with one argument, as a data converter needs it. */
record Types(Class<?> raw, Type argument) implements ParameterizedType {

  @Override
  public Type[] getActualTypeArguments() {
    return new Type[] {argument};
  }

  @Override
  public Type getRawType() {
    return raw;
  }

  @Override
  public @Nullable Type getOwnerType() {
    return raw.getDeclaringClass();
  }
}
