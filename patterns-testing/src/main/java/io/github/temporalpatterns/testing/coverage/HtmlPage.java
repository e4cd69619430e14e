// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.coverage;

import io.github.temporalpatterns.testing.coverage.WorkflowTally.Row;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A coverage as one HTML page without scripts, in the reader's light or dark. */
final class HtmlPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ok: #2f9e5b; --bad: #c8553d; --slow: #b8860b;
        --gone: #7b6bb5; --line: #8884; --ink: light-dark(#1d2430, #e6e9ef);
        --paper: light-dark(#fbfaf7, #14181f); --card: light-dark(#fff, #1b212b); }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 0; flex: 1; }
      header, .head { display: flex; align-items: center; gap: 1rem; }
      section { background: var(--card); border: 1px solid var(--line); border-radius: .7rem;
        padding: 1rem 1.2rem; margin: 1.2rem 0; }
      .ring { width: 3.4rem; height: 3.4rem; border-radius: 50%; display: grid;
        place-items: center; font-weight: 600; font-size: .85rem; flex: none;
        background: radial-gradient(var(--card) 56%, transparent 58%),
          conic-gradient(var(--ok) calc(var(--part) * 1%), var(--line) 0); }
      table { border-collapse: collapse; width: 100%; margin-top: .6rem; }
      td { padding: .28rem .4rem; border-top: 1px solid var(--line); vertical-align: top; }
      td:first-child { width: 8rem; opacity: .65; } td:nth-child(2) { font-weight: 600; }
      td:nth-child(3) { text-align: right; }
      .end { display: inline-block; border-radius: 1rem; padding: 0 .6rem; margin: .1rem;
        font-size: .82rem; color: #fff; background: var(--ok); white-space: nowrap; }
      .bad { background: var(--bad); } .slow { background: var(--slow); }
      .gone { background: var(--gone); }
      .never { background: none; color: inherit; opacity: .6; outline: 1px dashed currentColor;
        outline-offset: -1px; }
      """;

  private final Map<String, WorkflowTally> tallies;

  HtmlPage(Map<String, WorkflowTally> tallies) {
    this.tallies = tallies;
  }

  @Override
  public String toString() {
    List<Row> all = tallies.values().stream().flatMap(tally -> tally.rows().stream()).toList();
    StringBuilder page = new StringBuilder();
    page.append(
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Workflow coverage</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <style>
        %s</style></head>
        <body>
        <header>%s<div><h1>Workflow coverage</h1>%s</div></header>
        """
            .formatted(STYLE, ring(all), legend(all)));
    tallies.forEach((type, tally) -> page.append(section(type, tally.rows())));
    return page.append("</body>\n</html>\n").toString();
  }

  private static String legend(Collection<Row> rows) {
    return "%d of %d ways to end were seen; a dashed one never was."
        .formatted(seen(rows), expected(rows));
  }

  private static String section(String type, List<Row> rows) {
    StringBuilder section = new StringBuilder();
    section.append(
        """
        <section><div class="head"><h2>%s</h2>%s</div>
        <table>
        """
            .formatted(escape(type), ring(rows)));
    rows.forEach(
        row ->
            section.append(
                "<tr><td>%s</td><td>%s</td><td>%s</td></tr>\n"
                    .formatted(row.section().title(), escape(row.name()), ends(row))));
    return section.append("</table></section>\n").toString();
  }

  private static String ends(Row row) {
    StringBuilder ends = new StringBuilder();
    for (String end : row.columns()) {
      int count = row.count(end);
      ends.append(
          count == 0
              ? "<span class=\"end never\">%s</span>".formatted(escape(end))
              : "<span class=\"end%s\">%s %d</span>".formatted(tone(end), escape(end), count));
    }
    return ends.toString();
  }

  private static String tone(String end) {
    return switch (end) {
      case "failed", "left open", "terminated" -> " bad";
      case "timed out", "retried" -> " slow";
      case "cancelled", "continued as new" -> " gone";
      default -> "";
    };
  }

  private static String ring(Collection<Row> rows) {
    long expected = expected(rows);
    long part = expected == 0 ? 100 : Math.floorDiv(100 * seen(rows), expected);
    return "<div class=\"ring\" style=\"--part:%d\">%d%%</div>".formatted(part, part);
  }

  private static long expected(Collection<Row> rows) {
    return rows.stream().mapToLong(row -> row.section().expected().size()).sum();
  }

  private static long seen(Collection<Row> rows) {
    return expected(rows) - rows.stream().mapToLong(row -> row.missing().size()).sum();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
