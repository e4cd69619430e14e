// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a run of its own for each race, so that several may go on at once. */
final class DefaultRace implements Race {
  private final RaceOptions options;

  DefaultRace(RaceOptions options) {
    this.options = options;
  }

  @Override
  public <R extends @Nullable Object> Win<R> first(
      @Nullable List<Functions.Func<Promise<R>>> contenders) {
    return new RaceRun<>(options, contenders == null ? List.of() : contenders).run();
  }

  @Override
  public <T, R extends @Nullable Object> Win<R> first(
      @Nullable Collection<? extends T> items, Functions.Func1<? super T, Promise<R>> call) {
    Weights weights = new Weights();
    List<Functions.Func<Promise<R>>> contenders = new ArrayList<>();
    for (T item : items == null ? List.<T>of() : items) {
      int contender = contenders.size();
      contenders.add(
          () -> {
            weights.add("contender " + contender, weights.of(item));
            return call.apply(item);
          });
    }
    return new RaceRun<>(options, contenders).run();
  }
}
