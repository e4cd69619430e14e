// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.RunConverter;
import io.github.temporalpatterns.internal.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The items of one run, by index. Those that no block has are their own indices.
 *
 * <p>An item is written once, in the run that has the list, or by the activity that lists it. From
 * then on it is passed on as data: whoever does that needs neither its class nor its type, so runs
 * of all sizes treat it alike.
 */
final class Items {

  /** A page of which only the JSON is known. */
  @Wire
  record Page(@Wire.EachTheirJson @Nullable List<Encoded> items, @Nullable String next) {}

  private final TreeMap<Long, List<Encoded>> blocks = new TreeMap<>();

  /** A list's items, as part of a chunk if they travel in chunks, else as arguments. */
  static List<Encoded> encode(RunConverter converter, List<?> items, boolean inChunks) {
    if (!inChunks) {
      return items.stream().map(converter::encode).toList();
    }
    Encoded page = converter.encode(new Source.Page<>(items, null));
    Page read = Objects.requireNonNull(converter.decode(page, Page.class, Page.class));
    return Objects.requireNonNull(read.items());
  }

  void add(long from, List<Encoded> items) {
    blocks.put(from, items);
  }

  /** An item as the argument of a call. */
  Object argument(long index) {
    Object item = item(index);
    return item instanceof Encoded encoded ? encoded.raw() : item;
  }

  /** An item as part of an argument. */
  Object item(long index) {
    List<Encoded> carried = of(new Piece(index, index + 1));
    return carried == null ? Long.valueOf(index) : carried.get(0);
  }

  /** An item as text. */
  String text(long index) {
    Object item = item(index);
    return item instanceof Encoded encoded ? encoded.text() : item.toString();
  }

  Chunk<Object> chunk(Piece piece) {
    List<Encoded> carried = of(piece);
    return new Chunk<>(
        piece.from(), piece.count(), carried == null ? null : new ArrayList<>(carried));
  }

  /** The items of a piece, which lies within one block; null if they are indices. */
  @Nullable List<Encoded> of(Piece piece) {
    Map.Entry<Long, List<Encoded>> block = blocks.floorEntry(piece.from());
    if (block == null) {
      return null;
    }
    int start = (int) (piece.from() - block.getKey());
    return block.getValue().subList(start, start + piece.count());
  }
}
