// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.stream.Collectors;

/** Reads which method a serializable method reference refers to. */
final class MethodReference {
  private MethodReference() {}

  /**
   * Returns the name of the referenced activity method.
   *
   * @throws IllegalArgumentException if this is not a reference to an activity method of the type
   */
  static String nameOf(Object reference, Class<?> activities) {
    SerializedLambda lambda = read(reference);
    String name = lambda.getImplMethodName();
    boolean known =
        lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeInterface
            && POJOActivityInterfaceMetadata.newInstance(activities).getMethodsMetadata().stream()
                .anyMatch(method -> method.getMethod().getName().equals(name));
    if (!known) {
      throw new IllegalArgumentException(
          "pass a reference to an activity method of "
              + activities.getSimpleName()
              + ", not "
              + label(lambda)
              + "; there are "
              + names(activities));
    }
    return name;
  }

  private static String label(SerializedLambda lambda) {
    String owner = lambda.getImplClass();
    return lambda.getImplMethodName().startsWith("lambda$")
        ? "a lambda"
        : owner.substring(owner.lastIndexOf('/') + 1) + "::" + lambda.getImplMethodName();
  }

  private static String names(Class<?> activities) {
    return POJOActivityInterfaceMetadata.newInstance(activities).getMethodsMetadata().stream()
        .map(method -> activities.getSimpleName() + "::" + method.getMethod().getName())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static SerializedLambda read(Object reference) {
    try {
      Method replace = reference.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return (SerializedLambda) replace.invoke(reference);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(
          "pass a method reference, such as Payments::charge, not " + reference, e);
    }
  }
}
