// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.runtime.TemporalServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What people read when all orders have ended. */
final class ShowcaseReport {
  private static final String ROW = "%-10s  %-9s  %-38s  %s%n";

  private final PrintWriter out;

  ShowcaseReport(PrintWriter out) {
    this.out = out;
  }

  void print(List<OrderEnd> ends) {
    out.printf(ROW, "order", "steps of", "what happened", "result");
    for (OrderEnd end : ends) {
      out.printf(
          ROW, end.result().orderId(), "release " + end.release(), end.story(), end.outcome());
    }
  }

  void print(List<String> differences, Path database) {
    if (differences.isEmpty()) {
      out.printf(
          "%nThe database agrees: stock, charge and parcel of each order are there once, or taken"
              + " back.%n");
    } else {
      out.printf("%nNot as it should be:%n");
      differences.forEach(difference -> out.printf("  %s%n", difference));
    }
    out.printf("Look yourself: sqlite3 %s%n", database);
  }

  void print(TemporalServer server) {
    if (server.inProcess()) {
      out.println(
          "Left out on the in-process server: a process for each worker, and the retirement"
              + " report.");
    }
    server.webUi().ifPresent(ui -> out.printf("Web UI: %s%n", ui));
  }
}
