// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A database as the ledger needs it, with committed reads, unique keys, and writers that wait for
 * one another; and a service that may know keys.
 */
final class World {
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, Player> locks = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  int effects;
  int undos;
  int strays;

  @Nullable Row read(String key) {
    return rows.get(key);
  }

  /** Whether a write must wait for a transaction of another one. */
  boolean isLocked(String key, Player by) {
    Player holder = locks.get(key);
    return holder != null && holder != by;
  }

  /** Whether the row is as it was read; it is locked then, until the transaction ends. */
  boolean write(Player by, Row next, @Nullable Row before) {
    Row now = rows.get(next.key());
    boolean isSame =
        before == null
            ? now == null
            : now != null && now.token() == before.token() && now.state() == before.state();
    if (isSame) {
      locks.put(next.key(), by);
      by.written.add(next);
    }
    return isSame;
  }

  void commit(Player by) {
    by.written.forEach(row -> rows.put(row.key(), row));
    effects += by.effects;
    undos += by.undos;
    rollback(by);
  }

  void rollback(Player by) {
    locks.values().removeIf(holder -> holder == by);
    by.written.clear();
    by.effects = 0;
    by.undos = 0;
  }

  /** Does it at the service: always, or once for a key that it knows. */
  void serve(String key, boolean byKey, boolean undo) {
    boolean isNew = known.add(key);
    if (isNew || !byKey) {
      if (undo) {
        undos++;
      } else {
        effects++;
      }
    }
  }

  boolean wasServed(String key) {
    return known.contains(key);
  }

  /** Time passes, until no lease is left. */
  void passLeases() {
    rows.replaceAll(
        (key, row) ->
            new Row(
                key,
                row.state(),
                row.mode(),
                row.fingerprint(),
                row.life(),
                row.token(),
                0,
                row.horizonLeft(),
                row.holder(),
                row.attempts(),
                row.strays(),
                row.outcome(),
                row.decision()));
  }
}
