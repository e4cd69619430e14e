// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.FailureTypes;
import io.temporal.activity.ActivityInterface;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOWorkflowInterfaceMetadata;
import io.temporal.common.metadata.POJOWorkflowMethodMetadata;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.WorkflowInterface;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call that a lambda made on a recording stub: which method, with which arguments. The lambda
 * itself is not kept.
 */
record RecordedCall(
    SagaState.Target target, String type, Method method, List<@Nullable Object> arguments) {

  /** What reflection tells of an interface, which takes longer than all the rest of a call. */
  private static final ClassValue<POJOActivityInterfaceMetadata> ACTIVITIES =
      new ClassValue<>() {
        @Override
        protected POJOActivityInterfaceMetadata computeValue(Class<?> api) {
          return POJOActivityInterfaceMetadata.newInstance(api);
        }
      };

  /** Runs a lambda with a result once against a recording stub; it must return it unchanged. */
  static <A> RecordedCall of(
      String step, Class<A> api, Functions.Func1<? super A, ? extends @Nullable Object> lambda) {
    Recorder recorder = new Recorder();
    Object[] answer = new Object[1];
    record(step, api, recorder, stub -> answer[0] = lambda.apply(stub));
    RecordedCall call = recorder.call(step, api);
    if (!Objects.equals(answer[0], recorder.answer)) {
      throw invalid(step, "the lambda must return the result of its call unchanged", null);
    }
    return call;
  }

  /** Runs a lambda without result once against a recording stub. */
  static <A> RecordedCall ofProc(String step, Class<A> api, Functions.Proc1<? super A> lambda) {
    Recorder recorder = new Recorder();
    record(step, api, recorder, lambda);
    return recorder.call(step, api);
  }

  private static <A> void record(
      String step, Class<A> api, Recorder recorder, Functions.Proc1<? super A> lambda) {
    try {
      Object stub = Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, recorder);
      lambda.apply(api.cast(stub));
    } catch (RuntimeException e) {
      throw invalid(step, "the lambda must be exactly one call of " + api.getName(), e);
    }
  }

  private static RecordedCall describe(
      Class<?> api, Method method, List<@Nullable Object> arguments) {
    if (api.isAnnotationPresent(ActivityInterface.class)) {
      String type = ACTIVITIES.get(api).getMethodMetadata(method).getActivityTypeName();
      return new RecordedCall(SagaState.Target.ACTIVITY, type, method, arguments);
    }
    if (!api.isAnnotationPresent(WorkflowInterface.class)) {
      throw new IllegalArgumentException(
          api.getName() + " is neither an @ActivityInterface nor a @WorkflowInterface");
    }
    Optional<POJOWorkflowMethodMetadata> main =
        POJOWorkflowInterfaceMetadata.newInstance(api).getWorkflowMethod();
    if (main.isEmpty() || !main.get().getWorkflowMethod().equals(method)) {
      throw new IllegalArgumentException(method.getName() + " is not a @WorkflowMethod");
    }
    return new RecordedCall(
        SagaState.Target.CHILD_WORKFLOW, main.get().getName(), method, arguments);
  }

  static ApplicationFailure invalid(String step, String rule, @Nullable Throwable cause) {
    return ApplicationFailure.newBuilder()
        .setMessage("saga step '%s': %s".formatted(step, rule))
        .setType(FailureTypes.SAGA_INVALID_STEP)
        .setNonRetryable(true)
        .setCause(cause)
        .build();
  }

  /** Notes the call and answers with the return type's default value. */
  private static final class Recorder implements InvocationHandler {
    private @Nullable Method method;
    private List<@Nullable Object> arguments = List.of();
    private @Nullable Object answer;
    private int calls;

    RecordedCall call(String step, Class<?> api) {
      if (method == null || calls != 1) {
        throw invalid(
            step,
            "the lambda must be exactly one call of %s, made %d".formatted(api.getName(), calls),
            null);
      }
      try {
        return describe(api, method, arguments);
      } catch (IllegalArgumentException e) {
        throw invalid(step, String.valueOf(e.getMessage()), e);
      }
    }

    @Override
    public @Nullable Object invoke(
        Object proxy, Method called, @Nullable Object @Nullable [] with) {
      if (called.getDeclaringClass() == Object.class) {
        throw new IllegalArgumentException(called.getName() + " is not a call of the interface");
      }
      calls++;
      method = called;
      arguments = with != null ? Collections.unmodifiableList(Arrays.asList(with)) : List.of();
      Class<?> type = called.getReturnType();
      answer =
          type.isPrimitive() && type != void.class
              ? Array.get(Array.newInstance(type, 1), 0)
              : null;
      return answer;
    }
  }
}
