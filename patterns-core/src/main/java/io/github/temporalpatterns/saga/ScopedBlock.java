// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** A block with a result in a cancellation scope of its own. */
final class ScopedBlock<R extends @Nullable Object> {
  private final CancellationScope scope;
  private @Nullable R result;

  private ScopedBlock(boolean detached, Functions.Func<R> block) {
    Runnable code = () -> result = block.apply();
    scope =
        detached
            ? Workflow.newDetachedCancellationScope(code)
            : Workflow.newCancellationScope(code);
  }

  static <R extends @Nullable Object> ScopedBlock<R> attached(Functions.Func<R> block) {
    return new ScopedBlock<>(false, block);
  }

  static <R extends @Nullable Object> ScopedBlock<R> detached(Functions.Func<R> block) {
    return new ScopedBlock<>(true, block);
  }

  CancellationScope scope() {
    return scope;
  }

  @SuppressWarnings("NullAway") // null is a result if R admits it
  R run() {
    scope.run();
    return result;
  }
}
