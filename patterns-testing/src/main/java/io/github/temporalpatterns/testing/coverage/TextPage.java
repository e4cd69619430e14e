// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.coverage;

import io.github.temporalpatterns.testing.coverage.WorkflowTally.Row;
import java.util.Map;
import java.util.stream.Collectors;

/** A coverage as plain text: a line a thing, with counts and gaps. */
final class TextPage {
  private final Map<String, WorkflowTally> tallies;

  TextPage(Map<String, WorkflowTally> tallies) {
    this.tallies = tallies;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    tallies.forEach(
        (type, tally) -> {
          text.append(type).append('\n');
          tally.rows().forEach(row -> text.append(line(row)).append('\n'));
        });
    return text.toString();
  }

  private static String line(Row row) {
    String counts =
        row.columns().stream()
            .filter(end -> row.count(end) > 0)
            .map(end -> end + " " + row.count(end))
            .collect(Collectors.joining(", "));
    String never = String.join(", ", row.missing());
    return "  %-34s %s%s"
        .formatted(
            row.section().title() + " " + row.name(),
            counts.isEmpty() ? "-" : counts,
            never.isEmpty() ? "" : "; never " + never);
  }
}
