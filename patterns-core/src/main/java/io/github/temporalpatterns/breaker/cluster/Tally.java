// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Probes;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.machine.internal.TimeWindow;
import io.github.temporalpatterns.breaker.machine.internal.Waits;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one process has counted and not told yet; bounded by the window, however long that is. */
final class Tally {
  private static final Probes NO_PROBES = new Probes(0, 0, 0, 0);

  private final String source;
  private final int windowSeconds;
  private final int mostWanted;
  private TimeWindow counts;
  private Probes probes = NO_PROBES;
  private int wanted;
  private @Nullable String lastFailure;
  private long retryAfterMillis;
  private long number;
  private @Nullable Report pending;

  Tally(String source, ClusterBreakerOptions options) {
    this.source = source;
    windowSeconds = options.start().rules().windowSeconds();
    mostWanted = options.getRules().getProbes();
    counts = new TimeWindow(windowSeconds, 1);
  }

  void count(long now, Ended call, boolean slow) {
    int failed = call.kind() == Kind.FAILED ? 1 : 0;
    int slowly = slow ? 1 : 0;
    counts.merge(now, new Bucket(now / 1_000, 1, failed, slowly, failed * slowly));
    remember(call);
  }

  void probed(Ended call, boolean slow) {
    if (call.kind() == Kind.IGNORED) {
      release(1);
      return;
    }
    boolean failed = call.kind() == Kind.FAILED;
    probes =
        new Probes(
            probes.ended() + 1,
            probes.failed() + (failed ? 1 : 0),
            probes.slow() + (slow && !failed ? 1 : 0),
            probes.released());
    remember(call);
  }

  /** Gives permits for probes back. */
  void release(int unused) {
    probes = new Probes(probes.ended(), probes.failed(), probes.slow(), probes.released() + unused);
  }

  private void remember(Ended call) {
    if (call.kind() == Kind.FAILED) {
      String type = call.failure() == null ? "a failed result" : call.failure();
      lastFailure = type.substring(0, Math.min(type.length(), ReportCheck.TEXT_LENGTH));
      Duration asked = call.retryAfter();
      retryAfterMillis = Math.max(retryAfterMillis, asked == null ? 0 : Waits.millis(asked));
    }
  }

  /** A call was not permitted that could have been a probe. */
  void want() {
    wanted = Math.min(wanted + 1, mostWanted);
  }

  boolean wants() {
    return wanted > 0;
  }

  boolean hasNews(long now) {
    counts.slide(() -> now);
    return counts.calls() > 0;
  }

  /**
   * Whether its own calls alone are so bad that the breaker should open. While those of no process
   * are, and those that were told are not, those of all together cannot be.
   */
  boolean isBad(BreakerRules rules) {
    return counts.failureRate() >= rules.getFailureRate()
        || counts.slowCallRate() >= rules.getSlowCallRate();
  }

  /** The end of a probe decides for all, and an unanswered report holds up those after it. */
  boolean isUrgent() {
    return pending != null || !probes.equals(NO_PROBES);
  }

  /** The next report, or again the one that has not been answered. */
  Report report(long now, long generation) {
    if (pending == null) {
      counts.slide(() -> now);
      number++;
      pending =
          new Report(
              source,
              number,
              now,
              generation,
              counts.buckets(),
              probes.equals(NO_PROBES) ? null : probes,
              wanted,
              lastFailure,
              retryAfterMillis);
      forget();
    } else {
      pending = pending.sentAt(now);
    }
    return pending;
  }

  /** The report was answered. */
  void reported() {
    pending = null;
  }

  /** What was counted until now does not count any more, or has been told. */
  void forget() {
    counts = new TimeWindow(windowSeconds, 1);
    probes = NO_PROBES;
    wanted = 0;
    lastFailure = null;
    retryAfterMillis = 0;
  }

  /** The same part of a time for one process, another for each. */
  long spread(long time) {
    return Math.floorMod((long) source.hashCode(), time);
  }
}
