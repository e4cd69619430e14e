// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency.intake;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest so many ids of the last so many milliseconds. Pure; each call takes constant time, on
 * average.
 */
final class SeenWindow {
  private final int most;
  private final long ageMillis;
  private final LinkedHashMap<String, Long> seen;

  /** Time never goes back, though the clock of the run before may have been ahead. */
  private long newest;

  private long crowdedOut;

  SeenWindow(int most, long ageMillis, @Nullable SeenState state) {
    this.most = most;
    this.ageMillis = ageMillis;
    seen = new LinkedHashMap<>(state == null ? Map.of() : state.seen());
    crowdedOut = state == null ? 0 : state.crowdedOut();
    newest = state == null ? 0 : state.atMillis();
    crowdOut();
  }

  /** Remembers an id; false if it was there. */
  boolean add(String id, long now) {
    forget(now);
    if (seen.putIfAbsent(id, newest) != null) {
      return false;
    }
    crowdOut();
    return true;
  }

  /** Changes nothing, as a query and a validator must not. */
  boolean has(String id, long now) {
    Long at = seen.get(id);
    return at != null && Math.max(newest, now) - at < ageMillis;
  }

  private void forget(long now) {
    newest = Math.max(newest, now);
    Iterator<Long> oldest = seen.values().iterator();
    while (oldest.hasNext() && newest - oldest.next() >= ageMillis) {
      oldest.remove();
    }
  }

  private void crowdOut() {
    Iterator<Long> oldest = seen.values().iterator();
    while (seen.size() > most) {
      oldest.next();
      oldest.remove();
      crowdedOut++;
    }
  }

  long crowdedOut() {
    return crowdedOut;
  }

  SeenState state() {
    return new SeenState(SeenState.SCHEMA, newest, new LinkedHashMap<>(seen), crowdedOut);
  }
}
