// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items that are still to be worked on: a range of indices, with the items unless they are the
 * indices; or all pages from a cursor on, of which the first item has the index {@code from}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Segment(
    long from,
    long to,
    @JsonDeserialize(contentUsing = ExactItems.class)
        @Nullable List<? extends @Nullable Object> items,
    boolean paged,
    @Nullable String cursor,
    @Nullable Trail trail) {

  static Segment of(long from, long to, @Nullable List<? extends @Nullable Object> items) {
    return new Segment(from, to, items, false, null, null);
  }

  static Segment pages(long from, @Nullable String cursor, Trail trail) {
    return new Segment(from, from, null, true, cursor, trail);
  }

  Segment head(long count) {
    long end = to - from <= count ? to : from + count; // the count may be the greatest long
    return paged
        ? this
        : of(from, end, items == null ? null : items.subList(0, (int) (end - from)));
  }

  /** What is left after {@link #head}; null if nothing is. */
  @Nullable Segment tail(long count) {
    if (paged || to - from <= count) {
      return null;
    }
    return of(from + count, to, items == null ? null : items.subList((int) count, items.size()));
  }
}
