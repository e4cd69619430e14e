// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.fanout;

import io.github.temporalpatterns.fanout.Work;

/**
 * What a chunk of artifacts, or all of them, came to.
 *
 * @param verified how many are as they should be
 * @param damaged how many are not what was published
 * @param missing how many lack the file or its checksum
 * @param unreadable how many could not be read
 * @param bytes how many were read
 */
public record Totals(long verified, long damaged, long missing, long unreadable, long bytes) {

  /** Of no artifact at all. */
  public static final Totals NONE = new Totals(0, 0, 0, 0, 0);

  /** Adds up the chunks' totals. */
  public static final class Sum implements Work.Reducer<Totals> {

    @Override
    public Totals add(Totals a, Totals b) {
      return new Totals(
          a.verified + b.verified,
          a.damaged + b.damaged,
          a.missing + b.missing,
          a.unreadable + b.unreadable,
          a.bytes + b.bytes);
    }
  }

  /** {@return how many artifacts these are} */
  public long artifacts() {
    return verified + damaged + missing + unreadable;
  }
}
