// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import io.github.temporalpatterns.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a run of its own for each map, so that several may go on at once. */
final class DefaultParallel implements Parallel {
  private final ParallelOptions options;

  DefaultParallel(ParallelOptions options) {
    this.options = options;
  }

  @Override
  public <T, R extends @Nullable Object> Outcomes<T, R> map(
      @Nullable Collection<? extends T> items, Functions.Func1<? super T, Promise<R>> call) {
    if (items == null) {
      throw refused("items must be there, were null");
    }
    List<T> all = new ArrayList<>(items);
    if (all.size() > ParallelOptions.MOST_ITEMS) {
      throw refused(
          "items must be at most %d in one run, were %d"
              .formatted(ParallelOptions.MOST_ITEMS, all.size()));
    }
    return new MapRun<T, R>(options, all, call).run();
  }

  private static ApplicationFailure refused(String rule) {
    return ApplicationFailure.newNonRetryableFailure(rule, FailureTypes.PARALLEL_REFUSED);
  }
}
