// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/** Consecutive numbers, none of which is kept. */
final class Indices extends AbstractList<Long> implements RandomAccess {
  private final long first;
  private final int size;

  Indices(long first, int size) {
    this.first = first;
    this.size = size;
  }

  @Override
  public Long get(int place) {
    return first + Objects.checkIndex(place, size);
  }

  @Override
  public int size() {
    return size;
  }
}
