// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.internal.Recording;
import io.temporal.workflow.Functions;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call that a lambda made on a recording stub: which method, with which arguments. */
record RecordedCall(
    SagaState.Target target, String type, Method method, List<@Nullable Object> arguments) {

  /** Runs a lambda with a result once against a recording stub; it must return it unchanged. */
  static <A> RecordedCall of(
      String step, Class<A> api, Functions.Func1<? super A, ? extends @Nullable Object> lambda) {
    Object[] answer = new Object[1];
    Recording call = record(step, api, stub -> answer[0] = lambda.apply(stub));
    if (!Objects.equals(answer[0], call.answer())) {
      throw invalid(step, "the lambda must return the result of its call unchanged", null);
    }
    return describe(step, call);
  }

  /** Runs a lambda without result once against a recording stub. */
  static <A> RecordedCall ofProc(String step, Class<A> api, Functions.Proc1<? super A> lambda) {
    return describe(step, record(step, api, lambda));
  }

  private static <A> Recording record(
      String step, Class<A> api, Functions.Proc1<? super A> lambda) {
    try {
      return Recording.of(api, lambda);
    } catch (IllegalArgumentException e) {
      throw invalid(step, e.getMessage(), e);
    }
  }

  private static RecordedCall describe(String step, Recording call) {
    try {
      return new RecordedCall(
          call.isActivity() ? SagaState.Target.ACTIVITY : SagaState.Target.CHILD_WORKFLOW,
          call.type(),
          call.method(),
          call.arguments());
    } catch (IllegalArgumentException e) {
      throw invalid(step, e.getMessage(), e);
    }
  }

  private static IllegalArgumentException invalid(
      String step, @Nullable String rule, @Nullable Throwable cause) {
    return new IllegalArgumentException("saga step '%s': %s".formatted(step, rule), cause);
  }
}
