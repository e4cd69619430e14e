// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A run as one self-contained HTML page. */
final class ReportPage {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);

  private final Conclusion end;

  private ReportPage(Conclusion end) {
    this.end = end;
  }

  /** Writes the page. */
  static void write(Conclusion end, Path file) throws IOException {
    Files.writeString(file, new ReportPage(end).html());
  }

  private String html() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("mood", end.clean() ? "whole" : "broken");
    values.put("verdict", verdict());
    values.put("what", end.redrive() ? "Repetition of what had failed" : "Audit");
    values.put("directory", escaped(end.directory().toString()));
    values.put("when", ZonedDateTime.now(ZoneId.systemDefault()).format(TIME));
    values.put("workflow", escaped(end.workflowId()));
    values.put("server", escaped(end.server()));
    values.put("tiles", tiles());
    values.put("shares", shares());
    values.put("chunks", number(end.spans().size()));
    values.put("timeline", end.spans().isEmpty() ? "" : Timeline.of(end.spans()));
    values.put("findings", findings());
    return PLACE
        .matcher(template())
        .replaceAll(place -> Matcher.quoteReplacement(value(values, place.group(1))));
  }

  private static String value(Map<String, String> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private String verdict() {
    String all = number(end.artifacts());
    if (end.clean()) {
      return "All %s artifacts are whole".formatted(all);
    }
    return "%s of %s artifacts need attention".formatted(number(end.failed()), all);
  }

  private String tiles() {
    StringBuilder tiles = new StringBuilder();
    byOutcome()
        .forEach(
            (outcome, count) ->
                tiles.append(
                    tile(count == 0 ? "none" : outcome.toString(), number(count), outcome)));
    tiles.append(tile("plain", decimal(end.megabytes()), "MB read"));
    tiles.append(tile("plain", decimal(end.seconds()), "seconds"));
    tiles.append(tile("plain", decimal(end.megabytesPerSecond()), "MB a second"));
    return tiles.toString();
  }

  private static String tile(String style, String figure, Object label) {
    return "<div class=\"tile %s\"><b>%s</b><span>%s</span></div>\n"
        .formatted(style, figure, label);
  }

  /** One segment an outcome, as long as its share; never too short to be seen. */
  private String shares() {
    StringBuilder shares = new StringBuilder();
    byOutcome()
        .forEach(
            (outcome, count) -> {
              if (count > 0) {
                shares.append(
                    "<i class=\"%1$s\" style=\"flex-grow:%2$d\" title=\"%2$d %1$s\"></i>"
                        .formatted(outcome, count));
              }
            });
    return shares.toString();
  }

  private Map<Outcome, Long> byOutcome() {
    Map<Outcome, Long> counts = new LinkedHashMap<>();
    counts.put(Outcome.VERIFIED, end.totals().verified());
    counts.put(Outcome.DAMAGED, end.totals().damaged());
    counts.put(Outcome.MISSING, end.totals().missing());
    counts.put(Outcome.UNREADABLE, end.totals().unreadable());
    return counts;
  }

  private String findings() {
    if (end.clean()) {
      return "<p class=\"nothing\">Nothing: each is what its checksum says.</p>";
    }
    StringBuilder rows = new StringBuilder();
    for (Checked one : end.findings()) {
      rows.append(
          "<tr><td><em class=\"%1$s\">%1$s</em></td><td><code>%2$s</code><p>%3$s</p></td></tr>\n"
              .formatted(one.outcome(), escaped(one.path()), escaped(one.reason())));
    }
    long more = end.failed() - end.findings().size();
    String rest =
        more == 0
            ? ""
            : "<p class=\"nothing\">%s more are in the database.</p>".formatted(number(more));
    return "<table>\n%s</table>%s".formatted(rows, rest);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, number < 100 ? "%,.1f" : "%,.0f", number);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String template() {
    try (InputStream in =
        Objects.requireNonNull(ReportPage.class.getResourceAsStream("report.html"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
