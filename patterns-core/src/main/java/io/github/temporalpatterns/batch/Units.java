// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Cuts what a source gives into units, leaving out what is done. */
final class Units<T> implements Iterator<Unit<T>> {
  private final Iterator<? extends T> items;
  private final LongPredicate isDone;
  private final int size;
  private long position;
  private @Nullable Unit<T> next;

  /** Items, the first of which has the position; a unit has at most so many. */
  Units(Iterator<? extends T> items, long position, LongPredicate isDone, int size) {
    this.items = items;
    this.position = position;
    this.isDone = isDone;
    this.size = size;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = cut();
    }
    return next != null;
  }

  @Override
  public Unit<T> next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Unit<T> unit = next;
    next = null;
    return unit;
  }

  private @Nullable Unit<T> cut() {
    while (isDone.test(position) && items.hasNext()) {
      items.next();
      position++;
    }
    long first = position;
    List<T> unit = new ArrayList<>();
    while (unit.size() < size && !isDone.test(position) && items.hasNext()) {
      unit.add(items.next());
      position++;
    }
    return unit.isEmpty() ? null : new Unit<>(first, unit);
  }
}
