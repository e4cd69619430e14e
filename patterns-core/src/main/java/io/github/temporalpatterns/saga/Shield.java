// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.internal.Awaits;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The scope in which a body runs. It is detached, so that the saga decides which cancel requests
 * reach the body: none after the pivot, none once the body has ended.
 */
final class Shield {
  private final Functions.Func<Boolean> passesCancel;
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
    Result<R> result = new Result<>();
    CancellationScope outer = CancellationScope.current();
    CancellationScope inner =
        Workflow.newDetachedCancellationScope(() -> result.value = body.apply());
    scope = inner;
    outer.getCancellationRequest().thenApply(this::cancel);
    if (expired) {
      inner.cancel("saga deadline");
    }
    inner.run();
    return result.get();
  }

  boolean expired() {
    return expired;
  }

  boolean cancelRequested() {
    return scope != null && scope.isCancelRequested();
  }

  void throwIfCancelRequested() {
    if (cancelRequested()) {
      throw new CanceledFailure("the saga was asked to cancel");
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

  /** Carries the body's result out of the scope. */
  private static final class Result<R extends @Nullable Object> {
    private @Nullable R value;

    @SuppressWarnings("NullAway") // null is a value if R admits it
    R get() {
      return value;
    }
  }
}
