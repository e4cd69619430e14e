// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.activity.ActivityInterface;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import io.temporal.workflow.Functions;
import io.temporal.workflow.WorkflowInterface;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one call that a lambda makes on a stub: noted, not made, so that it can be made later or in
 * another run. The lambda itself is not kept. Internal, not API.
 */
public record Recording(Class<?> api, Method method, List<@Nullable Object> arguments) {

  /** What reflection tells of an interface, which takes longer than all the rest of a call. */
  private static final ClassValue<POJOActivityInterfaceMetadata> ACTIVITIES =
      new ClassValue<>() {
        @Override
        protected POJOActivityInterfaceMetadata computeValue(Class<?> api) {
          return POJOActivityInterfaceMetadata.newInstance(api);
        }
      };

  /**
   * Runs a lambda once.
   *
   * @throws IllegalArgumentException if it does anything else than one call of the interface
   */
  public static <A> Recording of(Class<A> api, Functions.Proc1<? super A> lambda) {
    Recorder recorder = new Recorder();
    String rule = "the lambda must be exactly one call of " + api.getName();
    try {
      Object stub = Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, recorder);
      lambda.apply(api.cast(stub));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(rule, e);
    }
    if (recorder.method == null || recorder.calls != 1) {
      throw new IllegalArgumentException(rule + ", made " + recorder.calls);
    }
    return new Recording(api, recorder.method, recorder.arguments);
  }

  /** Whether it calls an activity; else it starts a workflow. */
  public boolean isActivity() {
    return api.isAnnotationPresent(ActivityInterface.class);
  }

  /**
   * The type of the activity or workflow.
   *
   * @throws IllegalArgumentException if the method is neither an activity nor a workflow's own
   */
  public String type() {
    if (isActivity()) {
      return ACTIVITIES.get(api).getMethodMetadata(method).getActivityTypeName();
    }
    if (!api.isAnnotationPresent(WorkflowInterface.class)) {
      throw new IllegalArgumentException(
          api.getName() + " is neither an @ActivityInterface nor a @WorkflowInterface");
    }
    return POJOWorkflowInterfaceMetadata.newInstance(api)
        .getWorkflowMethod()
        .filter(main -> main.getWorkflowMethod().equals(method))
        .orElseThrow(
            () -> new IllegalArgumentException(method.getName() + " is not a @WorkflowMethod"))
        .getName();
  }

  /** What the stub answered: nothing, in the form that the return type has for it. */
  public @Nullable Object answer() {
    return none(method.getReturnType());
  }

  private static @Nullable Object none(Class<?> type) {
    return type.isPrimitive() && type != void.class
        ? Array.get(Array.newInstance(type, 1), 0)
        : null;
  }

  private static final class Recorder implements InvocationHandler {
    private @Nullable Method method;
    private List<@Nullable Object> arguments = List.of();
    private int calls;

    @Override
    public @Nullable Object invoke(
        Object proxy, Method called, @Nullable Object @Nullable [] with) {
      if (called.getDeclaringClass() == Object.class) {
        throw new IllegalArgumentException(called.getName() + " is not a call of the interface");
      }
      calls++;
      method = called;
      arguments = with != null ? Collections.unmodifiableList(Arrays.asList(with)) : List.of();
      return none(called.getReturnType());
    }
  }
}
