// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a payload's text what differs from one run to the next: ids, times, what was
 * measured, and the fields that a test names.
 */
final class Volatile {
  private static final String NUMBER = "-?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?";
  private static final String STRING = "\"((?:[^\"\\\\]|\\\\.)*)\"";

  private static final Pattern IDS =
      Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** As date and time types, mappers and clocks write instants and measured durations. */
  private static final Pattern TIMES =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[-+]\\d\\d:?\\d\\d)?"
              + "|PT(?:\\d+H)?(?:\\d+M)?\\d+\\.\\d+S"
              + "|\\b\\d+\\.\\d{9}\\b"
              + "|\\b1[5-9]\\d{11}\\b");

  private static final Pattern NUMBER_FIELDS =
      Pattern.compile(STRING + "(\\s*:\\s*)(?:" + NUMBER + ")");
  private static final Pattern FIELDS =
      Pattern.compile(STRING + "(\\s*:\\s*)(?:" + STRING + "|" + NUMBER + "|true|false|null)");

  /** The last word of a number's name that says it is a time or was measured. */
  private static final Set<String> WORDS =
      Set.of(
          "active",
          "age",
          "at",
          "clock",
          "duration",
          "elapsed",
          "latency",
          "millis",
          "nanos",
          "second",
          "seconds",
          "since",
          "time",
          "timestamp",
          "took",
          "until",
          "wait");

  private final Set<String> fields;

  /**
   * @param fields names of JSON fields whose texts, numbers and flags do not count
   */
  Volatile(Set<String> fields) {
    this.fields = fields;
  }

  String scrub(String text) {
    String scrubbed = replace(text, FIELDS, fields::contains, "<any>");
    scrubbed = TIMES.matcher(IDS.matcher(scrubbed).replaceAll("<id>")).replaceAll("<time>");
    return replace(scrubbed, NUMBER_FIELDS, Volatile::isMeasured, "<time>");
  }

  private static String replace(
      String text, Pattern pattern, Function<String, Boolean> which, String by) {
    return pattern
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    which.apply(found.group(1)) ? field(found) + by : found.group()));
  }

  private static String field(MatchResult found) {
    return "\"" + found.group(1) + "\"" + found.group(2);
  }

  private static boolean isMeasured(String name) {
    String words = name.replaceAll("(\\p{Lower}|\\d)(\\p{Upper})", "$1_$2");
    return WORDS.contains(words.replaceFirst(".*[^\\p{Alnum}]", "").toLowerCase(Locale.ROOT));
  }
}
