// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.LeaseHolder.Errand;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * An hour of many processes and their shared breaker, in virtual time. The dependency is down for
 * five minutes in the middle of it.
 */
final class ClusterSimulation {
  /**
   * What that hour cost.
   *
   * @param reports reports of all processes
   * @param questions questions of all processes, which are no events
   * @param mostReportsPerSecond what a process reports at most, by its shortest interval
   * @param events events of the entity, over all its runs
   * @param untilOpen how long the dependency was down before the breaker opened; null if it did not
   * @param untilAllStopped how long then until the last process stopped calling; null if it did not
   *     open
   */
  record Cost(
      long reports,
      long questions,
      double mostReportsPerSecond,
      long events,
      @Nullable Duration untilOpen,
      @Nullable Duration untilAllStopped) {}

  private static final int SECONDS = 3_600;
  private static final int DOWN = 1_800;
  private static final int UP = 2_100;
  private static final long START = 1_700_000_000_000L;

  /** Reports that come within so many milliseconds share a workflow task. */
  private static final long TASK = 10;

  private static final Ended GOOD = new Ended(Kind.SUCCESSFUL, Duration.ZERO, null, null, null);
  private static final Ended BAD = new Ended(Kind.FAILED, Duration.ZERO, "DOWN", null, null);

  private final ClusterBreakerOptions options;
  private final Cluster cluster;
  private final LeaseHolder[] processes;
  private final long[] reportedAt;
  private final SplittableRandom random;
  private final double callsPerSecond;
  private long reports;
  private long reads;
  private long tasks;
  private long taskAt;

  /** Questions are answered as of then: they make no task, so a workflow's time stands still. */
  private long toldAt = START;

  private long shortest = Long.MAX_VALUE;
  private long openedAt;
  private long lastCallAt;

  ClusterSimulation(ClusterBreakerOptions options, int count, double callsPerSecond, long seed) {
    this.options = options;
    this.callsPerSecond = callsPerSecond;
    cluster = new Cluster(options.start().rules(), seed, null);
    random = new SplittableRandom(seed);
    processes = new LeaseHolder[count];
    reportedAt = new long[count];
    for (int i = 0; i < count; i++) {
      processes[i] = new LeaseHolder("process-" + i, options);
    }
  }

  Cost run() {
    for (int second = 0; second < SECONDS; second++) {
      for (int i = 0; i < processes.length; i++) {
        // Each process has its own moment within the second.
        long now = START + second * 1_000L + i * 1_000L / processes.length;
        call(processes[i], second, now);
        speak(i, now);
      }
    }
    long runs = reports / options.getReportsPerRun();
    return new Cost(
        reports,
        reads,
        1_000.0 / shortest,
        2 * reports + 3 * tasks + 5 * runs,
        openedAt == 0 ? null : Duration.ofMillis(openedAt - START - DOWN * 1_000L),
        openedAt == 0 ? null : Duration.ofMillis(lastCallAt - openedAt));
  }

  private void call(LeaseHolder process, int second, long now) {
    boolean down = second >= DOWN && second < UP;
    int calls = (int) (callsPerSecond + random.nextDouble());
    for (int i = 0; i < calls; i++) {
      Ticket ticket = process.acquire(now);
      if (ticket != null) {
        process.end(ticket, now, down ? BAD : GOOD);
        if (down && openedAt > 0 && !ticket.isProbe()) {
          lastCallAt = now;
        }
      }
    }
  }

  private void speak(int i, long now) {
    LeaseHolder process = processes[i];
    Errand errand = process.due(now);
    if (errand == Errand.READ) {
      reads++;
      process.reading(now);
      errand = process.read(now, cluster.lease(toldAt, 0)) ? Errand.REPORT : Errand.NOTHING;
    }
    if (errand == Errand.REPORT) {
      Lease lease = cluster.report(now, process.report(now));
      toldAt = now;
      process.reported(now, lease);
      note(i, now);
      if (openedAt == 0 && lease.state() == State.OPEN) {
        openedAt = now;
        lastCallAt = now;
      }
    }
  }

  private void note(int i, long now) {
    reports++;
    if (reportedAt[i] > 0) {
      shortest = Math.min(shortest, now - reportedAt[i]);
    }
    reportedAt[i] = now;
    if (now - taskAt >= TASK) {
      tasks++;
      taskAt = now;
    }
  }
}
