// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.versioning.RetirementReport.Cost;
import io.github.temporalpatterns.versioning.RetirementReport.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A retirement report for people. */
final class ReportText {
  private static final String LINE = "%-24s %7s  %-9s %9s %9s %9s  %s";

  private ReportText() {}

  static String table(RetirementReport report) {
    StringBuilder text = new StringBuilder();
    add(text, "change", "version", "verdict", "open", "unclear", "closed", "");
    for (Row row : report.rows()) {
      add(
          text,
          row.change(),
          row.version(),
          row.verdict(),
          row.open(),
          row.unclear(),
          row.closed(),
          remark(row));
    }
    report.rows().stream()
        .filter(row -> row.oldest() != null && row.query() != null)
        .forEach(
            row ->
                text.append("\n%s %d: %s\n".formatted(row.change(), row.version(), row.query())));
    Cost cost = report.cost();
    text.append(
        "\n%s of %s; %d queries, %d runs listed, %d histories read"
            .formatted(
                seconds(report.asOf()),
                String.join(", ", report.workflowTypes()),
                cost.queries(),
                cost.runs(),
                cost.histories()));
    return text.append(cost.unread() > 0 ? ", " + cost.unread() + " not" : "").toString();
  }

  private static void add(StringBuilder text, Object... cells) {
    text.append(LINE.formatted(cells).stripTrailing()).append('\n');
  }

  private static String remark(Row row) {
    Instant from = row.deletableFrom();
    return switch (row.verdict()) {
      case NEWEST ->
          row.open() + row.closed() > 0 ? "new runs take it" : "no run is known to have taken it";
      case IN_USE, UNCLEAR, STRANDED ->
          row.oldest() == null
              ? ""
              : "oldest " + row.oldest().workflowId() + ", " + seconds(row.oldest().began());
      case RETAINED -> from == null ? "" : "deletable from " + seconds(from);
      case BEHIND -> "after the older ones";
      case DELETABLE -> from == null ? "deletable" : "deletable since " + seconds(from);
    };
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }
}
