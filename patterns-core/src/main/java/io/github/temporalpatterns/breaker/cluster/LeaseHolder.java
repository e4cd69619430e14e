// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import io.github.temporalpatterns.breaker.cluster.ClusterBreakerOptions.WhenUnreachable;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one process knows of the shared breaker, what it has counted, and when it must speak to the
 * entity again. It is told the time, in milliseconds of a clock that never goes back. Not safe for
 * several threads.
 */
final class LeaseHolder {

  /** What to do now. */
  enum Errand {
    NOTHING,
    READ,
    REPORT
  }

  private static final long SHORTEST = 1_000;
  private static final long PATIENCE = 5_000;
  private static final long KEEPALIVE = 480_000;
  private static final long MANY = 5_000;

  private final ClusterBreakerOptions options;
  private final Tally tally;
  private @Nullable Lease lease;
  private long heardAt;
  private long waitsUntil;
  private long contactAt = Long.MIN_VALUE / 2;
  private long reportedAt = Long.MIN_VALUE / 2;
  private int probes;
  private int quiet;
  private int unanswered;
  private boolean asked;

  LeaseHolder(String source, ClusterBreakerOptions options) {
    this.options = options;
    tally = new Tally(source, options);
  }

  /** A permit for one call, or null. */
  @Nullable Ticket acquire(long now) {
    Lease known = lease;
    if (known == null || isStale(known, now)) {
      boolean permit = options.getWhenUnreachable() == WhenUnreachable.PERMIT;
      return permit ? new Ticket(known == null ? -1 : known.generation(), false) : null;
    }
    return switch (known.state()) {
      case CLOSED, DISABLED, METRICS_ONLY -> new Ticket(known.generation(), false);
      case OPEN, FORCED_OPEN, HALF_OPEN -> probe(known);
    };
  }

  private @Nullable Ticket probe(Lease known) {
    if (probes > 0) {
      probes--;
      return new Ticket(known.generation(), true);
    }
    tally.want();
    return null;
  }

  /** How many calls could begin now. Who asks would make a probe if there were one. */
  int room(long now) {
    Lease known = lease;
    if (known == null || isStale(known, now)) {
      return options.getWhenUnreachable() == WhenUnreachable.PERMIT ? Integer.MAX_VALUE : 0;
    }
    return switch (known.state()) {
      case CLOSED, DISABLED, METRICS_ONLY -> Integer.MAX_VALUE;
      case OPEN, FORCED_OPEN, HALF_OPEN -> {
        if (probes == 0) {
          tally.want();
        }
        yield probes;
      }
    };
  }

  /** Why the last call was not permitted. */
  Rejection rejection(long now) {
    Lease known = lease;
    if (known == null || isStale(known, now)) {
      return new Rejection(options.getName(), State.OPEN, null, unheard());
    }
    // When the wait is over, the entity must first be asked for a probe.
    Duration wait = Duration.ofMillis(Math.max(known.everyMillis(), waitsUntil - now));
    return new Rejection(
        options.getName(),
        known.state(),
        known.waitMillis() == null ? null : wait,
        known.explanation());
  }

  private String unheard() {
    return "the shared breaker does not answer; does a worker of task queue %s host it?"
        .formatted(options.getTaskQueue());
  }

  /** A permitted call has ended; what another generation permitted is dropped. */
  void end(Ticket ticket, long now, Ended call) {
    if (lease == null || !ticket.use(lease.generation())) {
      return;
    }
    Duration slow = options.getRules().getSlowCallDuration();
    boolean wasSlow = slow != null && call.took().compareTo(slow) > 0;
    if (ticket.isProbe()) {
      tally.probed(call, wasSlow);
    } else if (call.kind() != Kind.IGNORED && lease.state() != State.DISABLED) {
      tally.count(now, call, wasSlow);
    }
  }

  /** What this process knows; the counts are the entity's. */
  Status status(long now) {
    Rejection known = rejection(now);
    boolean stale = lease == null || isStale(lease, now);
    boolean permits = stale && options.getWhenUnreachable() == WhenUnreachable.PERMIT;
    Duration wait = known.remainingWait();
    return new Status(
        options.getName(),
        permits ? State.CLOSED : known.state(),
        0,
        0,
        0,
        null,
        null,
        0,
        0,
        wait == null ? null : Instant.ofEpochMilli(now).plus(wait),
        known.explanation(),
        List.of());
  }

  /** What to do now; nothing within a second after the last time. */
  Errand due(long now) {
    if (now < contactAt + backoff()) {
      return Errand.NOTHING;
    }
    Lease known = lease;
    if (known == null || tally.isUrgent()) {
      return Errand.REPORT;
    }
    if (probes > 0 && now >= reportedAt + PATIENCE) {
      return Errand.REPORT; // a probe that is not used is for somebody else
    }
    boolean turn = now >= contactAt + interval(known);
    if (tally.wants() && mayProbe(known, now)) {
      return turn || contactAt < probesFrom(known) ? Errand.REPORT : Errand.NOTHING;
    }
    if (turn && mustTell(known, now)) {
      return Errand.REPORT;
    }
    return turn && now >= contactAt + pause(known, now) ? Errand.READ : Errand.NOTHING;
  }

  /** Calls that are none too bad are told only if the entity asks for them, or rarely. */
  private boolean mustTell(Lease known, long now) {
    return asked
        || now >= reportedAt + KEEPALIVE
        || (tally.hasNews(now) && (known.tellAll() || tally.isBad(options.getRules())));
  }

  private boolean mayProbe(Lease known, long now) {
    return known.state() == State.HALF_OPEN
        || (known.waitMillis() != null && now > probesFrom(known));
  }

  /** Not all processes ask at the same moment for a probe. */
  private long probesFrom(Lease known) {
    return known.waitMillis() == null ? heardAt : waitsUntil + tally.spread(known.everyMillis());
  }

  /** Those that started together drift apart if they are many. */
  private long interval(Lease known) {
    long every = known.everyMillis();
    return every < MANY ? every : every * 3 / 4 + tally.spread(every / 2);
  }

  private long backoff() {
    return Math.min(SHORTEST << Math.min(unanswered, 10), longest());
  }

  /** The longer nobody calls, the longer it is until the next question. */
  private long pause(Lease known, long now) {
    boolean calls = tally.hasNews(now) || tally.wants();
    return calls ? 0 : Math.min(known.everyMillis() << Math.min(quiet, 10), longest());
  }

  private long longest() {
    return Math.max(options.getLeaseTime().toMillis() / 3, lease == null ? 0 : lease.everyMillis());
  }

  /** What to tell the entity now: the same as before, if that was not answered. */
  Report report(long now) {
    tally.release(probes);
    probes = 0;
    contactAt = now;
    reportedAt = now;
    return tally.report(now, lease == null ? -1 : lease.generation());
  }

  /** The entity will be asked now. */
  void reading(long now) {
    contactAt = now;
  }

  /** The entity has answered a report. */
  void reported(long now, Lease answer) {
    tally.reported();
    quiet = 0;
    heard(now, answer);
    asked = false;
    probes = answer.probes();
  }

  /** The entity has answered a question. Says whether it wants a report now. */
  boolean read(long now, Lease answer) {
    quiet++;
    heard(now, answer);
    return asked || (answer.tellAll() && tally.hasNews(now));
  }

  private void heard(long now, Lease answer) {
    long until = answer.waitMillis() == null ? now : now + answer.waitMillis();
    if (lease == null || lease.generation() != answer.generation()) {
      tally.forget();
      probes = 0;
      waitsUntil = until;
    }
    // A question is answered as of the entity's last task, perhaps long ago, so that the wait that
    // it tells seems to begin anew. The earliest end of one state is the true one.
    waitsUntil = Math.min(waitsUntil, until);
    // The entity waits for the answer of each, also of one that has nothing to tell.
    asked = answer.tellAll() && (asked || lease == null || !lease.tellAll());
    unanswered = 0;
    heardAt = now;
    lease = answer;
  }

  /**
   * The entity has not answered, or has refused what it was told, which it would do again. Says
   * whether it is the first time in a row.
   */
  boolean failed(boolean refused) {
    if (refused) {
      tally.reported();
    }
    return unanswered++ == 0;
  }

  /** It has heard nothing, or nothing for so long that it decides by itself. */
  boolean isAlone(long now) {
    return lease == null || isStale(lease, now);
  }

  private boolean isStale(Lease known, long now) {
    long time = Math.max(options.getLeaseTime().toMillis(), 3 * known.everyMillis());
    return now - heardAt > time;
  }
}
