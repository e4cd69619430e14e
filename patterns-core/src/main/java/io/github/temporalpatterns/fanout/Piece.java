// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

/** Consecutive indices, the second end exclusive. */
record Piece(long from, long to) {

  int count() {
    return Math.toIntExact(to - from);
  }

  Piece head(long count) {
    return new Piece(from, Math.min(to, from + count));
  }

  Piece tail(long count) {
    return new Piece(Math.min(to, from + count), to);
  }

  @Override
  public String toString() {
    return count() == 1 ? "item " + from : "items " + from + " to " + (to - 1);
  }
}
