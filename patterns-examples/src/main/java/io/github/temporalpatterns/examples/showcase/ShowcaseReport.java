// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.versioning.RetirementReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people read when all orders have ended. */
final class ShowcaseReport {
  private static final String ROW = "%-10s  %-9s  %-38s  %s%n";

  private final PrintWriter out;

  ShowcaseReport(PrintWriter out) {
    this.out = out;
  }

  void orders(List<OrderEnd> ends) {
    out.printf(ROW, "order", "steps of", "what happened", "result");
    for (OrderEnd end : ends) {
      out.printf(
          ROW, end.result().orderId(), "release " + end.release(), end.story(), end.outcome());
    }
  }

  void differences(List<String> differences, Path database) {
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

  void retirement(@Nullable RetirementReport report) {
    if (report == null) {
      out.printf(
          "%nLeft out on the in-process server: a process for each worker, and the report that says"
              + " when a branch may go.%n");
    } else {
      out.printf("%nWhen the branch of release 1 may go:%n%s%n", report.table().strip());
    }
  }

  void webUi(String address) {
    out.printf("Web UI: %s%n", address);
  }
}
