// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.workflow.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a promise: its value, or its failure. Internal, not API.
 *
 * @param value the value, null if the promise failed or its value is null
 * @param failure the failure, null if the promise was kept
 */
public record Settled<T>(@Nullable T value, @Nullable RuntimeException failure) {

  /**
   * Waits until every promise is settled, kept or failed, and keeps every outcome in the order of
   * the collection. Goes on waiting when the current scope is cancelled: whoever cancels it also
   * cancels the calls behind the promises, and their ends are wanted.
   */
  public static <T> List<Settled<T>> all(Collection<? extends Promise<? extends T>> promises) {
    List<Settled<T>> outcomes = new ArrayList<>(promises.size());
    for (Promise<? extends T> promise : promises) {
      RuntimeException failure = promise.getFailure();
      outcomes.add(
          failure == null ? new Settled<>(promise.get(), null) : new Settled<>(null, failure));
    }
    return outcomes;
  }

  /** The value; rethrows the failure. */
  public @Nullable T get() {
    if (failure != null) {
      throw failure;
    }
    return value;
  }
}
