// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import io.github.temporalpatterns.examples.fanout.Totals;
import io.github.temporalpatterns.fanout.FanOutReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What is to be said about a run that is over.
 *
 * @param directory what was audited
 * @param redrive whether only what had failed was checked, again
 * @param workflowId under which it ran
 * @param server on which it ran
 * @param totals what the checked artifacts came to
 * @param unchecked why some could not be checked at all, which only a fault of the audit explains
 * @param artifacts how many there are
 * @param took from the first chunk to the last, killed workers and all
 * @param findings the first of those that were not verified
 * @param spans when what was checked
 */
record Conclusion(
    Path directory,
    boolean redrive,
    String workflowId,
    String server,
    Totals totals,
    List<String> unchecked,
    long artifacts,
    Duration took,
    List<Checked> findings,
    List<Span> spans) {

  private static final int FINDINGS = 1000;

  static Conclusion of(AuditRun run, String workflowId, String server, FanOutReport<Totals> end) {
    Totals totals = end.value() == null ? Totals.NONE : end.value();
    return new Conclusion(
        run.directory(),
        run.redrive(),
        workflowId,
        server,
        totals,
        end.failures().stream()
            .map(f -> "number %d: %s: %s".formatted(f.index(), f.type(), f.message()))
            .toList(),
        end.succeeded() + end.failed(),
        end.elapsed(),
        run.findings(FINDINGS),
        run.spans());
  }

  /** Of a redrive after an audit that verified everything. */
  static Conclusion nothingToRepeat(Path directory, String server) {
    return new Conclusion(
        directory,
        true,
        "none",
        server,
        Totals.NONE,
        List.of(),
        0,
        Duration.ZERO,
        List.of(),
        List.of());
  }

  boolean clean() {
    return failed() == 0;
  }

  long failed() {
    return artifacts - totals.verified();
  }

  double seconds() {
    return took.toMillis() / 1000.0;
  }

  double megabytes() {
    return totals.bytes() / 1e6;
  }

  double megabytesPerSecond() {
    return took.isZero() ? 0 : megabytes() / seconds();
  }
}
