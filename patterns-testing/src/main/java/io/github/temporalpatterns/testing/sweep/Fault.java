// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One fault at one point, written {@code Charge#1:LOST_RESULT} or {@code Order@2:SIGNAL:stop}. */
record Fault(FaultPoint point, FaultKind kind, String signal) {
  private static final Pattern FORMAT =
      Pattern.compile("(.+)([#@])([1-9]\\d{0,5}):([A-Z_]+)(?::(.+))?");
  private static final String SEPARATOR = ",";

  static List<Fault> parse(String faults) {
    return Stream.of(faults.split(SEPARATOR)).map(fault -> one(fault.strip())).toList();
  }

  static String format(List<Fault> faults) {
    return faults.stream().map(Fault::toString).collect(Collectors.joining(SEPARATOR));
  }

  private static Fault one(String text) {
    Matcher parts = FORMAT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a fault; write it as Charge#1:LOST_RESULT or Order@3:CRASH");
    }
    FaultPoint point =
        new FaultPoint(
            parts.group(1), Integer.parseInt(parts.group(3)), parts.group(2).equals("@"));
    String signal = parts.group(5);
    return new Fault(point, kind(parts.group(4)), signal == null ? "" : signal);
  }

  private static FaultKind kind(String name) {
    return Stream.of(FaultKind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is no kind of fault; there are %s"
                        .formatted(name, List.of(FaultKind.values()))));
  }

  @Override
  public String toString() {
    return point + ":" + kind + (signal.isEmpty() ? "" : ":" + signal);
  }
}
