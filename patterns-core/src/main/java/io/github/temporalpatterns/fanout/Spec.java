// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.temporalpatterns.internal.Wire;
import org.jspecify.annotations.Nullable;

/**
 * What does not change while a fan-out runs, as data.
 *
 * @param schema version of the meaning of all that coordinator and shards pass to one another
 * @param batch what ids of child workflows begin with
 * @param once whether such an id may be used only once, ever
 * @param names how its calls are told apart
 */
@Wire
@JsonInclude(JsonInclude.Include.NON_NULL)
record Spec(
    int schema,
    String batch,
    boolean once,
    Work.Kind kind,
    Call work,
    @Nullable Call pages,
    @Nullable Call deadLetter,
    int chunkSize,
    @Nullable String reducer,
    boolean itemAsKey,
    int samples,
    long pauseMillis,
    int events,
    CallNames names) {

  private static final int SCHEMA = 1;

  static Spec of(
      String id,
      CallNames names,
      int chunkSize,
      FanOutOptions options,
      Source<?> source,
      Work<?, ?> work) {
    Call pages = source.pages();
    String batch = options.getBatchId();
    Class<?> reducer = work.reducer();
    Call deadLetter = options.deadLetter();
    return new Spec(
        SCHEMA,
        batch == null ? id : batch,
        batch != null,
        work.kind(),
        work.call().orWith(options.getActivityOptions()),
        pages == null ? null : pages.orWith(options.getActivityOptions()),
        deadLetter == null ? null : deadLetter.orWith(options.getActivityOptions()),
        chunkSize,
        reducer == null ? null : reducer.getName(),
        work.itemAsKey(),
        options.getFailureSamples(),
        options.getPauseBetweenChunks().toMillis(),
        options.events(),
        names);
  }

  /** Refuses what only a newer version understands. */
  Spec checked() {
    if (schema > SCHEMA) {
      // Not a failure of the run: a worker of the newer version can go on with it.
      throw new IllegalStateException(
          "part of a fan-out of schema %d, this version reads up to %d".formatted(schema, SCHEMA));
    }
    return this;
  }

  /** Events that a call under way may still cost, with the letters of all its items. */
  int eventsOfACall() {
    int call = kind == Work.Kind.CHILD ? EventBudget.CHILD : EventBudget.ACTIVITY;
    int letters = deadLetter == null ? 0 : 2 + (chunkSize - 1) / Letters.BATCH;
    return call + letters * (1 + EventBudget.ACTIVITY);
  }
}
