// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.pause.Pausable.Entry;
import io.github.temporalpatterns.pause.Pausable.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers requests and what became of them, within bounds. Pure. */
final class Ledger {
  static final int MOST_REQUESTS = 1_000;
  static final int MOST_ENTRIES = 50;

  private final Map<String, Verb> requests;
  private final List<Entry> entries;
  private long dropped;

  Ledger(Map<String, Verb> requests, List<Entry> entries, long dropped) {
    this.requests = new LinkedHashMap<>(requests);
    this.entries = new ArrayList<>(entries);
    this.dropped = dropped;
  }

  /** What a request was for, if it has been taken. */
  @Nullable Verb taken(String requestId) {
    return requests.get(requestId);
  }

  void take(String requestId, Verb verb) {
    requests.put(requestId, verb);
    if (requests.size() > MOST_REQUESTS) {
      requests.remove(requests.keySet().iterator().next());
    }
  }

  void add(Entry entry) {
    entries.add(entry);
    if (entries.size() > MOST_ENTRIES) {
      entries.remove(0);
      dropped++;
    }
  }

  Map<String, Verb> requests() {
    return new LinkedHashMap<>(requests);
  }

  List<Entry> entries() {
    return List.copyOf(entries);
  }

  long dropped() {
    return dropped;
  }
}
