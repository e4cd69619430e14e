// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What the reader of a failed sweep is told. */
final class Verdict {
  private static final int MOST_POINTS = 12;

  /** As few faults as still fail the test, and how it fails. */
  record Minimum(List<Fault> faults, Throwable failure) {}

  private Verdict() {}

  static AssertionError failure(Minimum minimum, List<Fault> faults, String again) {
    StringBuilder text = new StringBuilder("the test fails under ").append(count(minimum.faults()));
    for (Fault fault : minimum.faults()) {
      text.append("\n  ").append(fault).append(": ").append(fault.kind().description());
    }
    if (minimum.faults().size() < faults.size()) {
      text.append("\n  (found with ").append(Fault.format(faults)).append(')');
    }
    text.append('\n').append(minimum.failure().getMessage());
    text.append("\nagain: mvn test -Dtest=")
        .append(again)
        .append(" \"-D")
        .append(FaultSweep.PROPERTY)
        .append('=')
        .append(Fault.format(minimum.faults()))
        .append('"');
    return new AssertionError(text.toString(), minimum.failure());
  }

  static AssertionError unreached(List<Fault> unreached, List<Fault> valid) {
    Fault first = unreached.get(0);
    String nearest =
        valid.stream()
            .sorted(Comparator.comparingInt(fault -> distance(first, fault)))
            .limit(MOST_POINTS)
            .map(Fault::toString)
            .collect(Collectors.joining(", "));
    return new AssertionError(
        "the run never reached " + Fault.format(unreached) + "; the nearest faults are " + nearest);
  }

  private static int distance(Fault wanted, Fault valid) {
    FaultPoint one = wanted.point();
    FaultPoint other = valid.point();
    return (one.type().equalsIgnoreCase(other.type()) ? 0 : 1_000)
        + (one.task() == other.task() ? 0 : 500)
        + Math.min(400, Math.abs(one.ordinal() - other.ordinal()) * 2)
        + (wanted.kind() == valid.kind() ? 0 : 1);
  }

  private static String count(List<Fault> faults) {
    return faults.size() == 1 ? "one fault" : faults.size() + " faults";
  }
}
