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
 * The keys of the current run, and of the calls that are being made. What a block sets here, the
 * interceptor of {@code idempotency} writes into the headers of activities and child workflows.
 * Workflow code only. Internal, not API.
 */
public final class CallKeys {
  private static final Call PLAIN = new Call(null, null, null, false);

  private static final WorkflowLocal<@Nullable String> SCOPE =
      WorkflowLocal.withCachedInitial(() -> null);

  private static final WorkflowLocal<@Nullable String> LIFE =
      WorkflowLocal.withCachedInitial(() -> null);

  private static final WorkflowThreadLocal<Call> CURRENT =
      WorkflowThreadLocal.withCachedInitial(() -> PLAIN);

  private CallKeys() {}

  /**
   * What is known of the calls that are being made.
   *
   * @param key of the work, if it has a name; else the activity's type names it
   * @param item which of several calls it is, if it has no name
   * @param turn which time they are made, if it has no name and the block knows; else it is counted
   * @param barrier whether the ledger is to stand between a step and its undo
   */
  public record Call(
      @Nullable IdempotencyKey key,
      @Nullable String item,
      @Nullable String turn,
      boolean barrier) {}

  /** Whose work the current run does: the chain's that it belongs to, or as was said. */
  public static String scope() {
    WorkflowInfo run = Workflow.getInfo();
    String given = SCOPE.get();
    return given != null
        ? given
        : KeyText.runScope(run.getNamespace(), run.getWorkflowId(), run.getFirstExecutionRunId());
  }

  /** Whether the current run does the work of somebody else, or of a business key. */
  public static boolean isScopeGiven() {
    return SCOPE.get() != null;
  }

  /** Says whose work the current run does. */
  public static void scope(String given) {
    SCOPE.set(given);
  }

  /** Names the work of the current run by a business key. */
  public static void business(String key) {
    scope(KeyText.businessScope(Workflow.getInfo().getNamespace(), key));
  }

  /** Which link of a chain of runs the current one is; null if nobody writes keys into headers. */
  public static @Nullable String life() {
    return LIFE.get();
  }

  /** Says which link it is; or, in a run that works for another one, which link that is. */
  public static void life(@Nullable String life) {
    LIFE.set(life);
  }

  /** What is known of the calls of this coroutine. */
  public static Call current() {
    return CURRENT.get();
  }

  /** The key that a block or the author has set for the calls of this coroutine; null if none. */
  public static @Nullable IdempotencyKey key() {
    return current().key();
  }

  /** Makes calls that carry a key. */
  public static <R extends @Nullable Object> R under(
      @Nullable IdempotencyKey key, Functions.Func<R> calls) {
    return during(new Call(key, null, null, false), calls);
  }

  /** Makes the calls of one of several items, which the block tells apart. */
  public static <R extends @Nullable Object> R ofItem(String name, Functions.Func<R> calls) {
    return ofItem(name, null, calls);
  }

  /** The same, of a block that knows how many times it has done that. */
  public static <R extends @Nullable Object> R ofItem(
      String name, @Nullable String turn, Functions.Func<R> calls) {
    String item = KeyText.shortened(name, IdempotencyKey.PART_LENGTH);
    Call outer = current();
    return during(
        outer.key() != null
            ? new Call(outer.key().ofItem(item), null, null, false)
            : new Call(null, KeyText.path(outer.item(), item), turn, false),
        calls);
  }

  /** Makes calls of which that is known. */
  public static <R extends @Nullable Object> R during(Call call, Functions.Func<R> calls) {
    Call before = CURRENT.get();
    CURRENT.set(call);
    try {
      return calls.apply();
    } finally {
      CURRENT.set(before);
    }
  }
}
