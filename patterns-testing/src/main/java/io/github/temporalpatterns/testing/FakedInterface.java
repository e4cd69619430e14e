// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOActivityMethodMetadata;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;

/**
 * The methods of an interface that a fake can script, by name: activities have no overloads.
 *
 * @param type the interface
 * @param methods its activity methods
 */
record FakedInterface(Class<?> type, Map<String, Method> methods) {

  /**
   * Reads an activity interface.
   *
   * @throws IllegalArgumentException if it is none
   */
  static FakedInterface of(Class<?> type) {
    Map<String, Method> methods = new TreeMap<>();
    POJOActivityInterfaceMetadata.newInstance(type).getMethodsMetadata().stream()
        .map(POJOActivityMethodMetadata::getMethod)
        .forEach(method -> methods.put(method.getName(), method));
    return new FakedInterface(type, methods);
  }

  String label(String method) {
    return type.getSimpleName() + "." + method;
  }

  String reference(String method) {
    return type.getSimpleName() + "::" + method;
  }
}
