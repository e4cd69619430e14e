// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which items are called next. Cut-up and given-back pieces come before fresh ones, so what is
 * known to be in trouble is settled while there is other work to do beside it. Pure.
 */
final class ChunkQueue {
  private final int chunkSize;
  private final Deque<Piece> again = new ArrayDeque<>();
  private final Deque<Piece> fresh = new ArrayDeque<>();

  ChunkQueue(int chunkSize) {
    this.chunkSize = chunkSize;
  }

  /** Adds items at the end. */
  void add(Piece piece) {
    if (piece.to() > piece.from()) {
      fresh.add(piece);
    }
  }

  boolean isEmpty() {
    return again.isEmpty() && fresh.isEmpty();
  }

  /** Takes the next chunk. */
  Piece take() {
    if (!again.isEmpty()) {
      return again.remove();
    }
    Piece all = fresh.remove();
    Piece rest = all.tail(chunkSize);
    if (rest.to() > rest.from()) {
      fresh.addFirst(rest);
    }
    return all.head(chunkSize);
  }

  /** Puts back a chunk that was not called, or whose call was cancelled. */
  void giveBack(Piece piece) {
    again.addFirst(piece);
  }

  /** Cuts a chunk in two; a single item cannot be cut. */
  boolean bisect(Piece piece) {
    if (piece.count() == 1) {
      return false;
    }
    int half = piece.count() / 2;
    again.addFirst(piece.tail(half));
    again.addFirst(piece.head(half));
    return true;
  }

  /**
   * Notes what an activity says of a chunk.
   *
   * @return why the answer is not one, or null
   */
  @Nullable String answered(Piece piece, Chunk.@Nullable Result<?> result) {
    int size = piece.count();
    if (result == null) {
      return "nothing returned for " + piece;
    }
    if (result.failed().stream().anyMatch(Objects::isNull)) {
      return "an item that failed was null for " + piece;
    }
    Integer resume = result.resumeFrom();
    if (resume != null && (resume < 1 || resume > size)) {
      return "resumeFrom must be between 1 and %d for %s, was %d".formatted(size, piece, resume);
    }
    int covered = resume == null ? size : resume;
    Set<Integer> places = new TreeSet<>();
    result.failed().forEach(failed -> places.add(failed.place()));
    boolean known = places.stream().allMatch(place -> place >= 0 && place < covered);
    if (!known
        || places.size() != result.failed().size()
        || result.succeeded() + places.size() != covered) {
      return "%d succeeded and places %s failed of the %d of %s"
          .formatted(result.succeeded(), places, covered, piece);
    }
    if (covered < size) {
      again.add(piece.tail(covered));
    }
    return null;
  }

  /** What has not been taken. */
  List<Piece> rest() {
    List<Piece> rest = new ArrayList<>(again);
    rest.addAll(fresh);
    return rest;
  }
}
