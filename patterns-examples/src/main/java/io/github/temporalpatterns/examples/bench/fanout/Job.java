// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

/**
 * What one measurement works off.
 *
 * @param items how many, numbered from 0
 * @param unit what one call works on
 * @param chunk items of a call, if it is a chunk
 * @param window calls at once
 */
public record Job(long items, Unit unit, int chunk, int window) {

  /** What one call works on. */
  public enum Unit {
    /** An activity works on a chunk of items. */
    CHUNK,
    /** An activity works on one item. */
    ITEM,
    /** A child workflow works on one item. */
    CHILD
  }

  static Job chunks(long items, int chunk, int window) {
    return new Job(items, Unit.CHUNK, chunk, window);
  }

  static Job items(long items, int window) {
    return new Job(items, Unit.ITEM, 1, window);
  }

  static Job children(long items, int window) {
    return new Job(items, Unit.CHILD, 1, window);
  }

  /** The same with fewer items. */
  Job first(long most) {
    return new Job(Math.min(items, most), unit, chunk, window);
  }

  long calls() {
    return (items + chunk - 1) / chunk;
  }
}
