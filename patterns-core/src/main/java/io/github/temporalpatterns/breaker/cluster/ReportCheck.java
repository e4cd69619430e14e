// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Probes;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.machine.internal.DataCheck;
import org.jspecify.annotations.Nullable;

/** What a report must keep so that the entity can count it: it comes from outside. */
final class ReportCheck {

  /** Of each of many processes, and all of them are carried by continue-as-new. */
  static final int TEXT_LENGTH = 200;

  /**
   * Of the longest window that there may be: a process with other rules than the entity's may
   * remember more than that counts.
   */
  private static final long MOST_BUCKETS = ClusterBreakerOptions.LONGEST_WINDOW.toSeconds() + 1;

  private static final DataCheck CHECK = new DataCheck("", FailureTypes.BREAKER_REFUSED);

  private ReportCheck() {}

  static void check(@Nullable Report report) {
    Report given = CHECK.present("report", report);
    if (CHECK.present("source", given.source()).isBlank()) {
      throw CHECK.refused("source: must not be blank");
    }
    CHECK.text("source", given.source(), TEXT_LENGTH);
    CHECK.text("lastFailure", given.lastFailure(), TEXT_LENGTH);
    CHECK.range("clock", given.clock(), 0, DataCheck.LATEST_SECOND * 1_000);
    CHECK.calls("wanted", given.wanted());
    CHECK.range("retryAfterMillis", given.retryAfterMillis(), 0, DataCheck.LATEST_SECOND);
    CHECK.buckets(given.buckets(), MOST_BUCKETS);
    if (given.probes() != null) {
      check(given.probes());
    }
  }

  private static void check(Probes probes) {
    CHECK.calls("probes ended", probes.ended());
    CHECK.range("probes failed", probes.failed(), 0, probes.ended());
    CHECK.range("probes slow", probes.slow(), 0, probes.ended() - probes.failed());
    CHECK.calls("probes released", probes.released());
  }
}
