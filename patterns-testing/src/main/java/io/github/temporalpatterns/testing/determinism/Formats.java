// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.objectweb.asm.tree.LdcInsnNode;

/** Formats without a locale: most patterns depend on the machine's, some do not. */
final class Formats {
  private static final Pattern BY_PRINTF =
      Pattern.compile(
          "java\\.lang\\.String\\.(format\\(String,|formatted\\().*"
              + "|java\\.(io\\.Print(Writer|Stream)|util\\.Formatter)\\.(printf|format)\\(String,.*");

  private static final Pattern BY_DATE =
      Pattern.compile("java\\.time\\.format\\.DateTimeFormatter\\.ofPattern\\(String\\)");

  /** Numbers have the digits of a language; %s, %x, %n and the like are the same everywhere. */
  private static final Pattern LOCAL_CONVERSION =
      Pattern.compile("(?s).*%[-#+ 0,(<\\d.$]*[dfeEgGtTSC].*");

  /** Names of days and months, weeks, and eras; but not digits, which are those of English. */
  private static final Pattern LOCAL_FIELD =
      Pattern.compile("(?s).*([EaBecGzOvwWY]|M{3}|L{3}|q{3}|Q{3}).*");

  private static final Pattern QUOTED = Pattern.compile("'[^']*'");

  private Formats() {}

  /** Whether a call puts its last argument, an array, into words. */
  static boolean formats(String call) {
    return BY_PRINTF.matcher(call).matches()
        || call.startsWith("java.lang.String.format(Locale,")
        || call.startsWith("java.text.MessageFormat.format(");
  }

  /** Whether a call formats by a pattern whose result depends on the default locale. */
  static boolean dependsOnLocale(String call, List<Val> arguments) {
    if (BY_PRINTF.matcher(call).matches()) {
      if (isConsole(arguments.get(0))) {
        return false;
      }
      boolean onText = call.startsWith("java.lang.String.");
      return constant(arguments.get(onText ? 0 : 1))
          .map(pattern -> LOCAL_CONVERSION.matcher(pattern.replace("%%", "")).matches())
          .orElse(true);
    }
    return BY_DATE.matcher(call).matches()
        && constant(arguments.get(0))
            .map(pattern -> QUOTED.matcher(pattern).replaceAll(""))
            .map(pattern -> LOCAL_FIELD.matcher(pattern).matches())
            .orElse(true);
  }

  private static boolean isConsole(Val stream) {
    return stream.origins().stream()
        .anyMatch(o -> o instanceof String field && field.startsWith("java/lang/System."));
  }

  private static Optional<String> constant(Val value) {
    return value.origins().size() == 1
            && value.origins().iterator().next() instanceof LdcInsnNode constant
            && constant.cst instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }
}
