// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.temporalpatterns.internal.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Notices that cursors go round, however long the way is, by remembering one of them: the last
 * whose number is a power of two (Brent's algorithm). It travels from run to run.
 *
 * @param mark the cursor remembered, null before the first
 * @param steps cursors since then
 * @param most after how many the next is remembered
 */
@Wire
@JsonInclude(JsonInclude.Include.NON_NULL)
record Trail(@Nullable String mark, long steps, long most) {
  static final Trail START = new Trail(null, 0, 1);

  /** Whether this cursor was there before; false may also mean that it is not known. */
  boolean meets(String cursor) {
    return cursor.equals(mark);
  }

  Trail after(String cursor) {
    return steps + 1 == most ? new Trail(cursor, 0, most * 2) : new Trail(mark, steps + 1, most);
  }
}
