// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the items of one attempt come from, and what a checkpoint remembers of them. */
@RunsIn(ACTIVITY)
interface Source<T> {

  /** The items from a checkpoint on; what is done above its mark is among them. */
  Stream<? extends T> from(Checkpoint start);

  /** The key of an item as text; null if the items go by their positions. */
  @Nullable String cursor(T item);

  /**
   * Whether items are recorded in their order, because a cursor says that all before it is done.
   */
  boolean isOrdered();

  /** Items by their positions. */
  static <T> Source<T> positions(LongFunction<? extends Stream<? extends T>> items) {
    return new Source<>() {
      @Override
      public Stream<? extends T> from(Checkpoint start) {
        if (start.cursor() != null) {
          throw BatchFailures.unreadable(
              "the batch goes by positions, its checkpoint by keys: " + start.cursor(), null);
        }
        return items.apply(start.mark());
      }

      @Override
      public @Nullable String cursor(T item) {
        return null;
      }

      @Override
      public boolean isOrdered() {
        return false;
      }
    };
  }
}
