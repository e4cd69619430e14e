// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import io.github.temporalpatterns.examples.fanout.Totals;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** What people read after an audit. */
final class AuditPrinter {
  private static final int SHOWN = 20;

  private final PrintWriter out;
  private final Path database;
  private final @Nullable Path page;

  AuditPrinter(PrintWriter out, Path database, @Nullable Path page) {
    this.out = out;
    this.database = database;
    this.page = page;
  }

  void print(Conclusion end) {
    end.findings().stream().limit(SHOWN).forEach(this::print);
    if (end.findings().size() > SHOWN) {
      out.printf("... and more: sqlite3 %s 'SELECT * FROM finding'%n", database);
    }
    end.unchecked().forEach(why -> out.printf("Not checked, %s%n", why));
    Totals totals = end.totals();
    out.printf(
        Locale.ROOT,
        "%d artifacts, %.0f MB: %d verified, %d damaged, %d missing, %d unreadable;"
            + " %.1f s, %.0f MB/s, %d chunks.%n",
        end.artifacts(),
        end.megabytes(),
        totals.verified(),
        totals.damaged(),
        totals.missing(),
        totals.unreadable(),
        end.seconds(),
        end.megabytesPerSecond(),
        end.spans().size());
    if (page != null) {
      out.printf("The page: %s%n", page.toAbsolutePath().normalize().toUri());
    }
    out.printf("The results: sqlite3 %s%n", database);
    if (!end.clean()) {
      out.println("Once repaired, --redrive checks only these again.");
    }
    out.flush();
  }

  private void print(Checked finding) {
    out.println(Ansi.AUTO.string("@|red %-10s|@ ".formatted(finding.outcome())) + finding.path());
    out.println("           " + finding.reason());
  }
}
