// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.internal.Failures;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The promise of a step that was started without waiting. Remembers whether anybody has asked for
 * its end, because a failure that nobody sees must fail the saga.
 */
final class Branch<V extends @Nullable Object> implements Promise<V> {
  private final Promise<V> end;
  private final Watch watch;

  private Branch(Promise<V> end, Watch watch) {
    this.end = end;
    this.watch = watch;
  }

  static <V extends @Nullable Object> Branch<V> of(Promise<V> end) {
    return new Branch<>(end, new Watch(CancellationScope.current()));
  }

  /**
   * A cancellation is no news if this run asked for it; but somebody else may have cancelled a
   * child workflow. Call it after the end.
   */
  void throwUnseenFailure() {
    RuntimeException failure = watch.seen ? null : end.getFailure();
    boolean known =
        failure == null || (Failures.isCancellation(failure) && watch.scope.isCancelRequested());
    if (failure != null && !known) {
      throw failure;
    }
  }

  @Override
  public boolean isCompleted() {
    return end.isCompleted();
  }

  @Override
  public V get() {
    return seen().get();
  }

  @Override
  public V cancellableGet() {
    return seen().cancellableGet();
  }

  @Override
  public V get(long timeout, TimeUnit unit) throws TimeoutException {
    return seen().get(timeout, unit);
  }

  @Override
  public V cancellableGet(long timeout, TimeUnit unit) throws TimeoutException {
    return seen().cancellableGet(timeout, unit);
  }

  @Override
  public @Nullable RuntimeException getFailure() {
    return seen().getFailure();
  }

  @Override
  public <U> Promise<U> thenApply(Functions.Func1<? super V, ? extends U> fn) {
    return new Branch<>(end.thenApply(fn), watch);
  }

  @Override
  public <U> Promise<U> handle(Functions.Func2<? super V, RuntimeException, ? extends U> fn) {
    return seen().handle(fn);
  }

  @Override
  public <U> Promise<U> thenCompose(Functions.Func1<? super V, ? extends Promise<U>> fn) {
    return new Branch<>(end.thenCompose(fn), watch);
  }

  @Override
  public Promise<V> exceptionally(Functions.Func1<Throwable, ? extends V> fn) {
    return seen().exceptionally(fn);
  }

  private Promise<V> seen() {
    watch.seen = true;
    return end;
  }

  /** Shared by a step's promise and those derived from it. */
  private static final class Watch {
    private final CancellationScope scope;
    private boolean seen;

    Watch(CancellationScope scope) {
      this.scope = scope;
    }
  }
}
