// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.internal.Awaits;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The scope in which a body runs. It is detached, so that the saga decides which cancel requests
 * reach the body: none after the pivot, none once the body has ended.
 */
final class Shield {
  private final Functions.Func<Boolean> passesCancel;
  private final CancellationScope outer = CancellationScope.current();
  private @Nullable CancellationScope scope;
  private Awaits.@Nullable Timer deadline;
  private boolean open = true;
  private boolean expired;

  Shield(Functions.Func<Boolean> passesCancel) {
    this.passesCancel = passesCancel;
  }

  /** Ends the body's time after this delay; at once if it is not positive. */
  void expireAfter(Duration delay) {
    if (delay.isNegative() || delay.isZero()) {
      expired = true;
      return;
    }
    deadline = Awaits.Timer.start(delay, "saga deadline");
    deadline
        .end()
        .thenApply(
            fired -> {
              expired = fired && cancel("saga deadline");
              return fired;
            });
  }

  <R extends @Nullable Object> R run(Functions.Func<R> body) {
    ScopedBlock<R> block = ScopedBlock.detached(body);
    scope = block.scope();
    outer.getCancellationRequest().thenApply(this::cancel);
    if (expired) {
      block.scope().cancel("saga deadline");
    }
    return block.run();
  }

  boolean expired() {
    return expired;
  }

  boolean cancelRequested() {
    return scope != null && scope.isCancelRequested();
  }

  /** Whether the run itself was asked to cancel: the server then drops results and failures. */
  boolean runCancelled() {
    return outer.isCancelRequested();
  }

  void throwIfCancelRequested() {
    if (cancelRequested()) {
      throw new CanceledFailure("the saga was asked to cancel");
    }
  }

  /** Also for a request that came after the pivot and was kept from the body. */
  void throwIfRunCancelRequested() {
    if (cancelRequested() || runCancelled()) {
      throw new CanceledFailure("the run was asked to cancel");
    }
  }

  /** The body has ended: nothing reaches it any more. */
  void close() {
    open = false;
    if (deadline != null) {
      deadline.cancel();
    }
  }

  /** Asks the branches that the body left behind to end. */
  void cancelBranches() {
    if (scope != null) {
      scope.cancel("the saga undoes");
    }
  }

  private boolean cancel(@Nullable String reason) {
    boolean passes = open && scope != null && passesCancel.apply();
    if (passes && scope != null) {
      scope.cancel(reason);
    }
    return passes;
  }
}
