// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.github.temporalpatterns.testing.internal.Nearest;
import io.temporal.activity.ActivityInterface;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOActivityMethodMetadata;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import io.temporal.common.metadata.POJOWorkflowMethodMetadata;
import io.temporal.common.metadata.WorkflowMethodType;
import io.temporal.workflow.WorkflowInterface;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The methods of an interface that a fake can script, by name: activities have no overloads.
 *
 * @param type the interface
 * @param methods its activity methods or its workflow method
 * @param types the method's name of each activity type
 * @param signals the signal of each signal method's name; null for activities
 */
record FakedInterface(
    Class<?> type,
    Map<String, Method> methods,
    Map<String, String> types,
    @Nullable Map<String, String> signals) {

  /**
   * Reads an activity or workflow interface.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static FakedInterface of(Class<?> type) {
    String name = type.getSimpleName();
    if (!type.isInterface()) {
      List<String> interfaces =
          Stream.of(type.getInterfaces())
              .filter(FakedInterface::isFit)
              .map(Class::getSimpleName)
              .toList();
      throw new IllegalArgumentException(
          "%s is a class; a fake takes an activity or workflow interface%s"
              .formatted(name, Nearest.among(interfaces, name)));
    }
    if (!isFit(type)) {
      throw new IllegalArgumentException(
          name + " has neither @ActivityInterface nor @WorkflowInterface, so no fake can run it");
    }
    return type.isAnnotationPresent(WorkflowInterface.class) ? workflow(type) : activities(type);
  }

  private static boolean isFit(Class<?> type) {
    return type.isAnnotationPresent(WorkflowInterface.class)
        || type.isAnnotationPresent(ActivityInterface.class);
  }

  private static FakedInterface activities(Class<?> type) {
    Map<String, Method> methods = new TreeMap<>();
    Map<String, String> types = new HashMap<>();
    for (POJOActivityMethodMetadata method :
        POJOActivityInterfaceMetadata.newInstance(type).getMethodsMetadata()) {
      methods.put(method.getMethod().getName(), method.getMethod());
      types.put(method.getActivityTypeName(), method.getMethod().getName());
    }
    return new FakedInterface(type, methods, types, null);
  }

  private static FakedInterface workflow(Class<?> type) {
    Map<String, Method> methods = new TreeMap<>();
    Map<String, String> signals = new HashMap<>();
    for (POJOWorkflowMethodMetadata method :
        POJOWorkflowInterfaceMetadata.newInstance(type).getMethodsMetadata()) {
      if (method.getType() == WorkflowMethodType.WORKFLOW) {
        methods.put(method.getWorkflowMethod().getName(), method.getWorkflowMethod());
      } else if (method.getType() == WorkflowMethodType.SIGNAL) {
        signals.put(method.getWorkflowMethod().getName(), method.getName());
      }
    }
    return new FakedInterface(type, methods, Map.of(), signals);
  }

  boolean isWorkflow() {
    return signals != null;
  }

  String label(String method) {
    return type.getSimpleName() + "." + method;
  }

  String reference(String method) {
    return type.getSimpleName() + "::" + method;
  }
}
