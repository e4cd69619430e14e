// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a run of its own for each race, so that several may go on at once. */
final class DefaultRace implements Race {
  private final RaceOptions options;

  DefaultRace(RaceOptions options) {
    this.options = options;
  }

  @Override
  public <R extends @Nullable Object> Win<R> first(List<Functions.Func<Promise<R>>> contenders) {
    if (contenders.isEmpty()) {
      throw new IllegalArgumentException("contenders must not be empty, were []");
    }
    return new RaceRun<>(options, contenders).run();
  }
}
