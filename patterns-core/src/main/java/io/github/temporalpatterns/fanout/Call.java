// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.temporalpatterns.internal.CallOptions;
import io.github.temporalpatterns.internal.Recording;
import io.github.temporalpatterns.internal.Wire;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Functions;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as data: an activity or workflow type, what it takes, and how it is called.
 *
 * @param type activity or workflow type
 * @param options its own options, null for those of the fan-out
 */
@Wire
@JsonInclude(JsonInclude.Include.NON_NULL)
record Call(String type, @Nullable CallOptions options) {

  /** One of them can be handed to any method, whatever primitive it takes. */
  private static final List<@Nullable Object> PROBES =
      Arrays.asList(null, 0L, 0, 0.0, false, 0f, (short) 0, (byte) 0, '0');

  /** Calls the lambda once on a stub that notes the method. */
  static <A> Call of(Class<A> api, Functions.Proc1<A> lambda) {
    return new Call(Recording.of(api, lambda).type(), null);
  }

  static <A, T extends @Nullable Object> Call ofChunk(
      Class<A> api, Functions.Func2<A, Chunk<T>, ?> method) {
    return of(api, stub -> method.apply(stub, new Chunk<>(0, 0, null)));
  }

  static <A, T extends @Nullable Object> Call ofItem(
      Class<A> api, Functions.Func2<A, T, ?> method) {
    return new Call(probe(api, method).type(), null);
  }

  @SuppressWarnings("unchecked") // the method reference itself refuses what it does not take
  private static <A, T extends @Nullable Object> Recording probe(
      Class<A> api, Functions.Func2<A, T, ?> method) {
    RuntimeException last = null;
    for (Object probe : PROBES) {
      try {
        return Recording.of(api, stub -> method.apply(stub, (T) probe));
      } catch (IllegalArgumentException e) {
        last = e;
      }
    }
    throw new IllegalArgumentException("not a method reference of " + api.getName(), last);
  }

  Call with(ActivityOptions own) {
    return new Call(type, CallOptions.of(own));
  }

  /** With the options of the fan-out unless it has its own. */
  Call orWith(ActivityOptions defaults) {
    return options == null ? with(defaults) : this;
  }
}
