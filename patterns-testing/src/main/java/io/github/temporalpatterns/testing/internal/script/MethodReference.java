// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.github.temporalpatterns.testing.internal.Nearest;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;

/** Reads which method a serializable method reference refers to. */
final class MethodReference {
  private MethodReference() {}

  /**
   * Returns the name of the referenced method.
   *
   * @throws IllegalArgumentException if this is not a reference to a method that can be faked
   */
  static String nameOf(Object reference, FakedInterface faked) {
    SerializedLambda lambda = read(reference);
    String name = lambda.getImplMethodName();
    if (lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeInterface
        || !faked.methods().containsKey(name)) {
      String wrong = label(lambda);
      throw new IllegalArgumentException(
          (faked.isWorkflow()
                  ? "pass a reference to the workflow method of "
                  : "pass a reference to an activity method of ")
              + faked.type().getSimpleName()
              + ", not "
              + wrong
              + Nearest.among(
                  faked.methods().keySet().stream().map(faked::reference).toList(), wrong));
    }
    return name;
  }

  private static String label(SerializedLambda lambda) {
    String owner = lambda.getImplClass();
    return lambda.getImplMethodName().startsWith("lambda$")
        ? "a lambda"
        : owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1)
            + "::"
            + lambda.getImplMethodName();
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
