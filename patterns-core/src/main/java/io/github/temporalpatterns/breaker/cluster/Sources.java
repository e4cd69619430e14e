// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Source;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processes that report to a shared breaker, longest silent first. */
final class Sources {
  static final int MOST = 2_000;

  /**
   * Longer than a process is silent that has nothing bad to tell. A difference of clocks holds as
   * long, since one may be set, or stand still while its machine sleeps.
   */
  private static final long SILENCE = 600_000;

  private final Map<String, Source> byId = new LinkedHashMap<>();

  Sources(List<Source> sources) {
    sources.forEach(source -> byId.put(source.id(), source));
  }

  /** The source of a report; a new one has sent none before. */
  Source of(String id, long now, long clock) {
    long offset = now - clock;
    Source known = byId.get(id);
    if (known == null) {
      return new Source(id, Long.MIN_VALUE, offset, now, now, 0, 0, 0, 0);
    }
    // The report that was the fastest tells the clocks' difference best; what others add is delay.
    boolean best = offset <= known.offset();
    return with(best ? offset : known.offset(), best ? now : known.measuredMillis(), now, known);
  }

  /**
   * Measures a difference anew that is old. It holds from the next report on: this one may have
   * waited for as long as nobody hosted the entity.
   */
  Source remeasured(Source source, long now, long clock) {
    boolean old = now - source.measuredMillis() > SILENCE;
    return old ? with(now - clock, now, now, source) : source;
  }

  private static Source with(long offset, long measured, long now, Source known) {
    return new Source(
        known.id(),
        known.number(),
        offset,
        measured,
        now,
        known.badSecond(),
        known.badGeneration(),
        known.granted(),
        known.grantGeneration());
  }

  /** Keeps what is known of a source, and forgets who has been silent for long. */
  void put(Source source) {
    byId.remove(source.id());
    byId.put(source.id(), source);
    Source eldest = byId.values().iterator().next();
    while (byId.size() > MOST || eldest.seenMillis() < source.seenMillis() - SILENCE) {
      byId.remove(eldest.id());
      eldest = byId.values().iterator().next();
    }
  }

  int count() {
    return byId.size();
  }

  /** Whether all of them have reported since then. */
  boolean allSeenSince(long millis) {
    return byId.values().iterator().next().seenMillis() >= millis;
  }

  /** How many saw a bad call in this generation, not before a second. */
  int bad(long generation, long oldestSecond) {
    int count = 0;
    for (Source source : byId.values()) {
      if (source.badGeneration() == generation && source.badSecond() >= oldestSecond) {
        count++;
      }
    }
    return count;
  }

  List<Source> list() {
    return List.copyOf(byId.values());
  }
}
