// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import io.github.temporalpatterns.versioning.Findings.Found;
import io.github.temporalpatterns.versioning.RetirementReport.Run;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Counts the runs of a version, one after the other. */
final class Tally {
  private static final int MOST_KEYS = 50;

  private final Standing standing;
  private final Set<String> keyed = new TreeSet<>();
  private long open;
  private long unclear;
  private long closed;
  private @Nullable Run oldest;
  private @Nullable Instant lastClosed;

  Tally(Standing standing) {
    this.standing = standing;
  }

  void add(Seen run) {
    boolean on = standing.on().test().test(run);
    if (!on && !isUnclear(run)) {
      return;
    }
    Instant end = run.closed();
    if (end != null) {
      closed++;
      lastClosed = lastClosed == null || end.isAfter(lastClosed) ? end : lastClosed;
    } else {
      open += on ? 1 : 0;
      unclear += on ? 0 : 1;
      oldest = oldest == null || run.run().began().isBefore(oldest.began()) ? run.run() : oldest;
    }
    if (standing.change().scope() == Scope.KEY) {
      run.values().stream()
          .filter(value -> Standing.says(standing.change(), standing.version(), value))
          .limit(MOST_KEYS - keyed.size())
          .forEach(keyed::add);
    }
  }

  boolean isUnclear(Seen run) {
    return standing.unclear().test().test(run);
  }

  Found found() {
    return new Found(open, unclear, closed, oldest, lastClosed);
  }

  Set<String> keyed() {
    return keyed;
  }
}
