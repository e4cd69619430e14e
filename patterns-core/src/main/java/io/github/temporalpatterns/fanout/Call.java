// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import io.temporal.workflow.Functions;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as data: an activity or workflow type, what it takes, and how it is called.
 *
 * @param type activity or workflow type
 * @param itemType class of its items, null if they are generic
 * @param options its own options, null for those of the fan-out
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Call(String type, @Nullable String itemType, @Nullable CallOptions options) {

  /** One of them can be handed to any method, whatever primitive it takes. */
  private static final List<@Nullable Object> PROBES =
      Arrays.asList(null, 0L, 0, 0.0, false, 0f, (short) 0, (byte) 0, '0');

  /** Calls the lambda once on a stub that notes the method. */
  static <A> Call of(Class<A> api, Functions.Proc1<A> lambda) {
    return describe(api, record(api, lambda), null);
  }

  static <A, T extends @Nullable Object> Call ofChunk(
      Class<A> api, Functions.Func2<A, Chunk<T>, ?> method) {
    Method found = record(api, stub -> method.apply(stub, new Chunk<>(0, 0, null)));
    Type chunk = found.getGenericParameterTypes()[0];
    Type item =
        chunk instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : chunk;
    return describe(api, found, item);
  }

  @SuppressWarnings("unchecked") // the method reference itself refuses what it does not take
  static <A, T extends @Nullable Object> Call ofItem(
      Class<A> api, Functions.Func2<A, T, ?> method) {
    RuntimeException last = null;
    for (Object probe : PROBES) {
      try {
        Method found = record(api, stub -> method.apply(stub, (T) probe));
        return describe(api, found, found.getGenericParameterTypes()[0]);
      } catch (NullPointerException | ClassCastException e) {
        last = e;
      }
    }
    throw new IllegalArgumentException("not a method reference of " + api.getName(), last);
  }

  Call with(ActivityOptions own) {
    return new Call(type, itemType, CallOptions.of(own));
  }

  /** With the options of the fan-out unless it has its own. */
  Call orWith(ActivityOptions defaults) {
    return options == null ? with(defaults) : this;
  }

  private static <A> Method record(Class<A> api, Functions.Proc1<A> lambda) {
    List<Method> calls = new ArrayList<>();
    Object stub =
        Proxy.newProxyInstance(
            api.getClassLoader(),
            new Class<?>[] {api},
            (proxy, method, arguments) -> {
              calls.add(method);
              Class<?> type = method.getReturnType();
              return type.isPrimitive() && type != void.class
                  ? Array.get(Array.newInstance(type, 1), 0)
                  : null;
            });
    lambda.apply(api.cast(stub));
    if (calls.size() != 1) {
      throw new IllegalArgumentException(
          "exactly one call of %s is needed, were %d".formatted(api.getName(), calls.size()));
    }
    return calls.get(0);
  }

  private static Call describe(Class<?> api, Method method, @Nullable Type item) {
    String type =
        api.isAnnotationPresent(ActivityInterface.class)
            ? POJOActivityInterfaceMetadata.newInstance(api)
                .getMethodMetadata(method)
                .getActivityTypeName()
            : POJOWorkflowInterfaceMetadata.newInstance(api)
                .getWorkflowMethod()
                .filter(main -> main.getWorkflowMethod().equals(method))
                .orElseThrow(
                    () -> new IllegalArgumentException(method + " is not a @WorkflowMethod"))
                .getName();
    String plain = item instanceof Class<?> known && !known.isPrimitive() ? known.getName() : null;
    return new Call(type, plain, null);
  }
}
