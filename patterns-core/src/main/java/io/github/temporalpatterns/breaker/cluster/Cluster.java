// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.OperatorLog;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Memory;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Probes;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Rules;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Source;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.machine.internal.Machine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine that all processes share. It is told the time, in milliseconds since the epoch,
 * and knows nothing of workflows.
 */
final class Cluster {
  private static final long SHORTEST_INTERVAL = 1_000;

  private final Rules rules;
  private final Machine machine;
  private final Sources sources;
  private long now;
  private int probesOut;
  private long probesGeneration;
  private long lastGrant;
  private long badSince;

  Cluster(Rules rules, long seed, @Nullable Memory memory) {
    this.rules = rules;
    BreakerRules own = ClusterRules.unpack(rules);
    if (memory == null) {
      machine = new Machine(own, seed, () -> now);
      sources = new Sources(List.of());
    } else {
      machine = new Machine(own, seed, () -> now, memory.breaker());
      sources = new Sources(memory.sources());
      probesOut = machine.grantProbes(memory::lastGrantMillis, memory.probesOut());
      lastGrant = memory.lastGrantMillis();
      badSince = memory.badSinceMillis();
    }
    probesGeneration = machine.generation();
  }

  /** Counts what a process reports, unless that was counted before; says what it may do. */
  Lease report(long at, Report report) {
    now = at;
    machine.settle();
    Source source = sources.of(report.source(), now, report.clock());
    if (report.number() > source.number()) {
      boolean current = report.generation() == machine.generation();
      source = counted(report, source, current);
      sources.put(source);
      if (current) {
        merge(report, source.offset());
      }
      source = granted(source, grant(report.wanted()));
    }
    sources.put(sources.remeasured(source, now, report.clock()));
    return lease(at, source.grantGeneration() == machine.generation() ? source.granted() : 0);
  }

  /** What a process may do that has nothing to report. */
  Lease lease(long at, int probes) {
    Long until = machine.until();
    return new Lease(
        machine.state(),
        machine.generation(),
        until == null ? null : Math.max(0, until - at),
        probes,
        interval(),
        badSince > 0 || machine.state() == State.METRICS_ONLY,
        machine.explanation());
  }

  Machine machine() {
    return machine;
  }

  int sources() {
    return sources.count();
  }

  Memory save(String name, @Nullable OperatorLog operators) {
    return new Memory(
        machine.save(name, operators), sources.list(), probesOut(), lastGrant, badSince);
  }

  private void merge(Report report, long offset) {
    List<Bucket> buckets = new ArrayList<>();
    report.buckets().forEach(bucket -> buckets.add(at(second(bucket, offset, now), bucket)));
    machine.merge(buckets, report.retryAfterMillis(), report.lastFailure(), this::mayOpen);
    if (!machine.isBad()) {
      badSince = 0;
    } else if (badSince == 0) {
      badSince = now;
    }
    Probes probes = report.probes();
    if (probes != null) {
      probed(probes, report);
    }
  }

  /** The first result that decides ends the phase; those after it are late. */
  private void probed(Probes probes, Report report) {
    for (int i = 0; i < probes.ended() && isCurrent(report); i++) {
      boolean failed = i < probes.failed();
      boolean slow = !failed && i < probes.failed() + probes.slow();
      probesOut--;
      machine.probed(failed ? failure(report) : null, slow, report.retryAfterMillis());
    }
    if (isCurrent(report)) {
      probesOut -= probes.released();
      for (int i = 0; i < probes.released(); i++) {
        machine.releaseProbe();
      }
    }
  }

  private static String failure(Report report) {
    return report.lastFailure() == null ? "a failed result" : report.lastFailure();
  }

  private static Bucket at(long second, Bucket bucket) {
    return new Bucket(second, bucket.calls(), bucket.failed(), bucket.slow(), bucket.slowFailed());
  }

  private boolean isCurrent(Report report) {
    return report.generation() == machine.generation();
  }

  private int grant(int wanted) {
    int granted = machine.grantProbes(() -> now, wanted);
    if (granted > 0) {
      probesOut = probesOut() + granted;
      probesGeneration = machine.generation();
      lastGrant = now;
    }
    return granted;
  }

  /** Permits of an earlier phase are not out any more. */
  private int probesOut() {
    return probesGeneration == machine.generation() ? probesOut : 0;
  }

  /**
   * Whether enough processes agree, and all of them have told what speaks against it: those whose
   * calls are none too bad do so only when they are asked.
   */
  private boolean mayOpen() {
    long since = badSince == 0 ? now : badSince;
    long oldest = Math.floorDiv(now, 1000L) - rules.windowSeconds() + 1;
    return (sources.allSeenSince(since) || now - since >= 2 * interval())
        && sources.bad(machine.generation(), oldest) >= rules.minimumSources();
  }

  /** So long that all processes together do not report too often. */
  private long interval() {
    return Math.max(SHORTEST_INTERVAL, sources.count() * 1_000L / rules.reportsPerSecond());
  }

  private Source counted(Report report, Source source, boolean current) {
    long bad = current ? badSecond(now, report, source.offset()) : 0;
    boolean saw = bad > 0;
    long before = source.badGeneration() == machine.generation() ? source.badSecond() : 0;
    return new Source(
        source.id(),
        report.number(),
        source.offset(),
        source.measuredMillis(),
        now,
        saw ? Math.max(bad, before) : source.badSecond(),
        saw ? machine.generation() : source.badGeneration(),
        0,
        machine.generation());
  }

  private Source granted(Source source, int probes) {
    return new Source(
        source.id(),
        source.number(),
        source.offset(),
        source.measuredMillis(),
        source.seenMillis(),
        source.badSecond(),
        source.badGeneration(),
        probes,
        machine.generation());
  }

  private static long badSecond(long now, Report report, long offset) {
    long newest = 0;
    for (Bucket bucket : report.buckets()) {
      if (bucket.failed() + bucket.slow() > 0) {
        newest = Math.max(newest, second(bucket, offset, now));
      }
    }
    return newest;
  }

  /** A second of a source on the clock of the entity; never in the future. */
  private static long second(Bucket bucket, long offset, long now) {
    return Math.floorDiv(Math.min(bucket.second() * 1000 + offset, now), 1000L);
  }
}
