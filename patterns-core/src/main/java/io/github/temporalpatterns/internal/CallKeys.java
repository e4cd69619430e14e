// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.github.temporalpatterns.IdempotencyKey;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.WorkflowLocal;
import io.temporal.workflow.WorkflowThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the current run, and the one that the calls carry that are being made. What a block
 * sets here, the interceptor of {@code idempotency} writes into the headers of activities. Workflow
 * code only. Internal, not API.
 */
public final class CallKeys {
  private static final WorkflowLocal<@Nullable String> BUSINESS_SCOPE =
      WorkflowLocal.withCachedInitial(() -> null);

  private static final WorkflowThreadLocal<@Nullable IdempotencyKey> CURRENT =
      WorkflowThreadLocal.withCachedInitial(() -> null);

  private CallKeys() {}

  /** Whose work the current run does: the chain's that it belongs to, or a business key. */
  public static String scope() {
    WorkflowInfo run = Workflow.getInfo();
    String business = BUSINESS_SCOPE.get();
    return business != null
        ? business
        : KeyText.runScope(run.getNamespace(), run.getWorkflowId(), run.getFirstExecutionRunId());
  }

  /** Whether the current run's keys are by a business key. */
  public static boolean isBusiness() {
    return BUSINESS_SCOPE.get() != null;
  }

  /** Names the work of the current run by a business key. */
  public static void business(String key) {
    BUSINESS_SCOPE.set(KeyText.businessScope(Workflow.getInfo().getNamespace(), key));
  }

  /** The key that a block has set for the calls of this coroutine; null if none has. */
  public static @Nullable IdempotencyKey current() {
    return CURRENT.get();
  }

  /** Makes calls that carry a key. */
  public static <R extends @Nullable Object> R during(
      @Nullable IdempotencyKey key, Functions.Func<R> calls) {
    IdempotencyKey before = CURRENT.get();
    CURRENT.set(key);
    try {
      return calls.apply();
    } finally {
      CURRENT.set(before);
    }
  }
}
