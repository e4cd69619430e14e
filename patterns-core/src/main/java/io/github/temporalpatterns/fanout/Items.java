// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The items of one run, by index. Those that no block has are their own indices. */
final class Items {
  private final TreeMap<Long, List<? extends @Nullable Object>> blocks = new TreeMap<>();

  void add(long from, List<? extends @Nullable Object> items) {
    blocks.put(from, items);
  }

  @Nullable Object item(long index) {
    List<? extends @Nullable Object> carried = of(new Piece(index, index + 1));
    return carried == null ? Long.valueOf(index) : carried.get(0);
  }

  Chunk<@Nullable Object> chunk(Piece piece) {
    List<? extends @Nullable Object> carried = of(piece);
    return new Chunk<>(
        piece.from(), piece.count(), carried == null ? null : new ArrayList<>(carried));
  }

  /** The items of a piece, which lies within one block; null if they are indices. */
  @Nullable List<? extends @Nullable Object> of(Piece piece) {
    Map.Entry<Long, List<? extends @Nullable Object>> block = blocks.floorEntry(piece.from());
    if (block == null) {
      return null;
    }
    int start = (int) (piece.from() - block.getKey());
    return block.getValue().subList(start, start + piece.count());
  }
}
