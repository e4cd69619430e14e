// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The promise of a started step, which remembers whether anybody asked how it ended. */
final class Branch<R extends @Nullable Object> implements Promise<R> {
  private final Promise<R> end;
  private boolean asked;

  Branch(Promise<R> end) {
    this.end = end;
  }

  /** The failure of a completed step that nobody would see otherwise. */
  @Nullable RuntimeException unseenFailure() {
    return asked ? null : end.getFailure();
  }

  private Promise<R> asked() {
    asked = true;
    return end;
  }

  @Override
  public boolean isCompleted() {
    return end.isCompleted();
  }

  @Override
  public R get() {
    return asked().get();
  }

  @Override
  public R cancellableGet() {
    return asked().cancellableGet();
  }

  @Override
  public R get(long timeout, TimeUnit unit) throws TimeoutException {
    return asked().get(timeout, unit);
  }

  @Override
  public R cancellableGet(long timeout, TimeUnit unit) throws TimeoutException {
    return asked().cancellableGet(timeout, unit);
  }

  @Override
  public RuntimeException getFailure() {
    return asked().getFailure();
  }

  @Override
  public <U> Promise<U> thenApply(Functions.Func1<? super R, ? extends U> next) {
    return asked().thenApply(next);
  }

  @Override
  public <U> Promise<U> handle(Functions.Func2<? super R, RuntimeException, ? extends U> next) {
    return asked().handle(next);
  }

  @Override
  public <U> Promise<U> thenCompose(Functions.Func1<? super R, ? extends Promise<U>> next) {
    return asked().thenCompose(next);
  }

  @Override
  public Promise<R> exceptionally(Functions.Func1<Throwable, ? extends R> next) {
    return asked().exceptionally(next);
  }
}
