// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import java.io.PrintWriter;
import java.util.Map;

/** What became of some payments. */
record Tally(
    String how, int asked, int charged, int booked, int letters, int unknown, String decided) {
  private static final String ROW = "%-14s %6s %8s %7s %8s %8s %8s %11s%n";

  static Tally of(
      String how, int asked, Provider provider, int booked, int unknown, String decided) {
    return new Tally(
        how, asked, sum(provider.charges()), booked, sum(provider.letters()), unknown, decided);
  }

  private static int sum(Map<String, Integer> effects) {
    return effects.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** How many effects happened more often than they were asked for. */
  int doubled() {
    return over(charged) + over(booked) + over(letters);
  }

  private int over(int effects) {
    return Math.max(0, effects - asked);
  }

  static void printHead(PrintWriter out) {
    out.printf(
        ROW, "", "asked", "charged", "booked", "letters", "doubled", "unknown", "decided by");
  }

  void print(PrintWriter out) {
    out.printf(ROW, how, asked, charged, booked, letters, doubled(), unknown, decided);
  }
}
