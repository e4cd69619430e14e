// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Entity;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Memory;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Probes;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Source;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Start;
import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.machine.State;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A shared breaker in as few lines as the rules allow, with one flaw. It keeps every call. */
public final class HandMadeEntity implements Entity {
  /** Handed over in a static field, because the worker makes the instance. */
  static volatile EntityFlaw flaw = EntityFlaw.NONE;

  /** One call that has ended. */
  private record Ended(String source, long second, boolean failed) {}

  /** What it knows of a process. */
  private record Known(long number, long offset, long seen, long granted) {}

  private final Start start;
  private final Map<String, Known> sources = new LinkedHashMap<>();
  private List<Ended> calls = new ArrayList<>();
  private State state = State.CLOSED;
  private long generation;
  private long until;
  private int probesLeft;
  private long badSince;
  private int reports;
  private @Nullable String explanation;

  /** Goes on with what the run before remembered. */
  @WorkflowInit
  public HandMadeEntity(Start start) {
    this.start = start;
    Workflow.registerListener((Operator) this::forceOpen);
    Memory memory = start.memory();
    if (memory != null) {
      BreakerState carried = memory.breaker();
      state = carried.state();
      generation = carried.generation();
      explanation = carried.lastFailure();
      until = carried.until() == null ? 0 : carried.until();
      badSince = memory.badSinceMillis();
      probesLeft = is(EntityFlaw.FORGETS_PROBES) ? 9 : memory.probesOut();
      carried.buckets().forEach(bucket -> add("carried", bucket.second(), bucket));
      if (!is(EntityFlaw.FORGETS_SOURCES)) {
        memory
            .sources()
            .forEach(
                s -> sources.put(s.id(), new Known(s.number(), s.offset(), s.seenMillis(), 0)));
      }
    }
  }

  @Override
  public void run(Start sameStart) {
    Workflow.await(() -> reports >= start.rules().reportsPerRun());
    Workflow.await(Workflow::isEveryHandlerFinished);
    Workflow.continueAsNew(new Start(EntityProtocol.SCHEMA, start.name(), start.rules(), memory()));
  }

  @Override
  public Lease report(Report report) {
    reports++;
    long now = Workflow.currentTimeMillis();
    long offset = is(EntityFlaw.TRUSTS_CLOCKS) ? 0 : now - report.clock();
    Known known = sources.get(report.source());
    boolean isNew = known == null || report.number() > known.number();
    long granted = known == null ? 0 : known.granted();
    offset = known == null ? offset : Math.min(offset, known.offset());
    long number = known == null ? report.number() : Math.max(report.number(), known.number());
    sources.put(report.source(), new Known(number, offset, now, granted));
    if (isNew || is(EntityFlaw.COUNTS_TWICE)) {
      take(report, offset, now);
      granted = grant(report, now);
      sources.put(report.source(), new Known(number, offset, now, granted));
    } else if (is(EntityFlaw.LOSES_GRANT)) {
      granted = 0;
    }
    return lease(now, (int) granted);
  }

  @Override
  public void checkReport(Report report) {
    for (Bucket bucket : report.buckets()) {
      if (bucket.failed() > bucket.calls() && !is(EntityFlaw.CREDULOUS)) {
        throw ApplicationFailure.newNonRetryableFailure(
            "failed: must be 0 to %d, was %d".formatted(bucket.calls(), bucket.failed()),
            "patterns.BreakerRefused");
      }
    }
  }

  @Override
  public Lease lease() {
    return lease(Workflow.currentTimeMillis(), 0);
  }

  private void take(Report report, long offset, long now) {
    boolean current = report.generation() == generation || is(EntityFlaw.COUNTS_LATE);
    if (current && state == State.CLOSED) {
      if (is(EntityFlaw.ONE_PROCESS)) {
        calls.removeIf(call -> !call.source().equals(report.source()));
      }
      report.buckets().forEach(b -> add(report.source(), (b.second() * 1000 + offset) / 1000, b));
      decide(now);
    } else if (current && state == State.HALF_OPEN && report.probes() != null) {
      probed(report.probes(), now);
    }
  }

  private void add(String source, long second, Bucket bucket) {
    for (int i = 0; i < bucket.calls(); i++) {
      calls.add(new Ended(source, second, i < bucket.failed()));
    }
  }

  private void decide(long now) {
    List<Ended> count = new ArrayList<>(calls);
    if (!is(EntityFlaw.NEVER_FORGETS)) {
      count.removeIf(call -> call.second() <= now / 1000 - start.rules().windowSeconds());
    }
    long failed = count.stream().filter(Ended::failed).count();
    long bad = count.stream().filter(Ended::failed).map(Ended::source).distinct().count();
    boolean isBad =
        !count.isEmpty() && 100.0 * failed / count.size() >= start.rules().failureRate();
    badSince = !isBad ? 0 : badSince == 0 ? now : badSince;
    boolean enough = bad >= start.rules().minimumSources() || is(EntityFlaw.ONE_DECIDES);
    boolean asked =
        is(EntityFlaw.HASTY)
            || sources.values().stream().allMatch(source -> source.seen() >= badSince);
    if (isBad && enough && asked && count.size() >= start.rules().minimumCalls()) {
      enter(State.OPEN, now);
      explanation = "opened: %d of %d calls failed, last E_DOWN".formatted(failed, count.size());
    }
  }

  private void probed(Probes probes, long now) {
    if (!is(EntityFlaw.LEAKS_PROBE)) {
      probesLeft += probes.released();
    }
    if (probes.ended() > 0) {
      boolean closes = probes.failed() == 0 || is(EntityFlaw.BLIND_PROBE);
      enter(closes ? State.CLOSED : State.OPEN, now);
    }
  }

  private int grant(Report report, long now) {
    boolean over = now > until || is(EntityFlaw.NO_WAIT);
    if (state == State.OPEN && report.wanted() > 0 && over) {
      enter(State.HALF_OPEN, now);
      probesLeft = start.rules().probes();
    }
    if (state != State.HALF_OPEN) {
      return 0;
    }
    int granted = is(EntityFlaw.STAMPEDE) ? report.wanted() : Math.min(report.wanted(), probesLeft);
    probesLeft -= granted;
    return granted;
  }

  private void enter(State next, long now) {
    state = next;
    generation++;
    until = now + start.rules().openWaitMillis();
    badSince = 0;
    if (!is(EntityFlaw.NEVER_AFRESH)) {
      calls = new ArrayList<>();
    }
  }

  private Lease lease(long now, int probes) {
    Long wait = state == State.OPEN ? Math.max(0, until - now) : null;
    return new Lease(state, generation, wait, probes, 1_000, badSince > 0, explanation);
  }

  private Memory memory() {
    List<Bucket> buckets = new ArrayList<>();
    calls.forEach(c -> buckets.add(new Bucket(c.second(), 1, c.failed() ? 1 : 0, 0, 0)));
    List<Source> known = new ArrayList<>();
    sources.forEach(
        (id, s) ->
            known.add(new Source(id, s.number(), s.offset(), s.seen(), s.seen(), 0, 0, 0, 0)));
    BreakerState carried =
        new BreakerState(
            BreakerState.SCHEMA,
            start.name(),
            state,
            generation,
            0,
            until,
            0,
            "",
            buckets,
            0,
            explanation,
            null,
            null);
    return new Memory(carried, known, probesLeft, 0, badSince);
  }

  private static boolean is(EntityFlaw other) {
    return flaw == other;
  }

  /** Takes one command only. */
  @WorkflowInterface
  public interface Operator {

    /** Forces it open. */
    @UpdateMethod(name = "breaker.forceOpen")
    AuditEntry forceOpen(BreakerOperator.Command command);
  }

  private AuditEntry forceOpen(BreakerOperator.Command command) {
    if (!is(EntityFlaw.STUBBORN)) {
      enter(State.FORCED_OPEN, 0);
      explanation = "forced open by %s: %s".formatted(command.by(), command.reason());
    }
    return new AuditEntry(
        command.requestId(),
        Instant.EPOCH,
        command.by(),
        "forceOpen",
        command.breaker(),
        command.reason(),
        state.name());
  }
}
