// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items that are still to be worked on: a range of indices, with the items unless they are the
 * indices; or all pages from a cursor on, of which the first item has the index {@code from}.
 *
 * @param json the items, if all of them are JSON
 * @param other the items, if some are not, as nulls and protobuf messages are not
 */
@Wire
@JsonInclude(JsonInclude.Include.NON_NULL)
record Segment(
    long from,
    long to,
    @Wire.EachTheirJson @Nullable List<Encoded> json,
    @Nullable List<Encoded> other,
    boolean paged,
    @Nullable String cursor,
    @Nullable Trail trail) {

  static Segment of(long from, long to, @Nullable List<Encoded> items) {
    boolean isJson = items != null && items.stream().allMatch(Encoded::holdsPlainJson);
    return new Segment(from, to, isJson ? items : null, isJson ? null : items, false, null, null);
  }

  static Segment pages(long from, @Nullable String cursor, Trail trail) {
    return new Segment(from, from, null, null, true, cursor, trail);
  }

  /** The items; null if they are their indices. */
  @Nullable List<Encoded> items() {
    return json == null ? other : json;
  }

  Segment head(long count) {
    long end = to - from <= count ? to : from + count; // the count may be the greatest long
    return paged ? this : of(from, end, part(0, end - from));
  }

  /** What is left after {@link #head}; null if nothing is. */
  @Nullable Segment tail(long count) {
    return paged || to - from <= count ? null : of(from + count, to, part(count, to - from));
  }

  private @Nullable List<Encoded> part(long begin, long end) {
    List<Encoded> items = items();
    return items == null ? null : items.subList((int) begin, (int) end);
  }
}
