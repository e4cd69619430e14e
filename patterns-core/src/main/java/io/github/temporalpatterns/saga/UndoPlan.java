// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.saga.SagaOptions.UndoOrder;
import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which undos may start now. Pure: a function of order and log.
 *
 * <p>An undo may start when every undo that must precede it is settled. These are, in {@code
 * REVERSE}, those of all later steps but its neighbours of one group; in {@code PARALLEL} none; in
 * {@code DEPENDENCIES} those of the steps that build upon it, directly or through others.
 */
final class UndoPlan {
  private final UndoOrder order;
  private final List<LogEntry> entries;
  private final List<BitSet> foundations;

  private UndoPlan(UndoOrder order, List<LogEntry> entries) {
    this.order = order;
    this.entries = entries;
    this.foundations = order == UndoOrder.DEPENDENCIES ? foundations(entries) : List.of();
  }

  /** Returns those that may start, latest step first. */
  static List<LogEntry> ready(UndoOrder order, List<LogEntry> entries) {
    UndoPlan plan = new UndoPlan(order, entries);
    List<LogEntry> ready = new ArrayList<>();
    for (int i = entries.size() - 1; i >= 0; i--) {
      Recovery undo = entries.get(i).undo();
      if (undo != null && undo.state() == RecoveryState.PENDING && plan.predecessorsSettled(i)) {
        ready.add(entries.get(i));
      }
    }
    return ready;
  }

  private boolean predecessorsSettled(int index) {
    boolean neighbours = true;
    for (int later = index + 1; later < entries.size(); later++) {
      neighbours = neighbours && grouped(entries.get(index), entries.get(later));
      Recovery undo = entries.get(later).undo();
      if (undo != null && !undo.settled() && precedes(later, index, neighbours)) {
        return false;
      }
    }
    return true;
  }

  private boolean precedes(int later, int index, boolean neighbours) {
    return switch (order) {
      case REVERSE -> !neighbours;
      case PARALLEL -> false;
      case DEPENDENCIES -> foundations.get(later).get(index);
    };
  }

  private static boolean grouped(LogEntry a, LogEntry b) {
    return a.group != null && a.group.equals(b.group) && a.nest.equals(b.nest);
  }

  /** For each entry the indexes of all entries that it builds upon. */
  private static List<BitSet> foundations(List<LogEntry> entries) {
    Map<String, Integer> indexes = new LinkedHashMap<>();
    List<BitSet> all = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      BitSet own = new BitSet();
      for (String name : entries.get(i).after) {
        Integer foundation = indexes.get(name);
        if (foundation != null) {
          own.set(foundation);
          own.or(all.get(foundation));
        }
      }
      all.add(own);
      indexes.put(entries.get(i).name, i);
    }
    return all;
  }
}
