// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.breaker.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.BreakerState.Cause;
import io.github.temporalpatterns.breaker.BreakerState.Trip;
import io.github.temporalpatterns.breaker.CircuitBreaker.State;
import io.github.temporalpatterns.breaker.Phase.Call;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The breaker's state machine. It is told the time, in milliseconds since the epoch, and knows
 * nothing of workflows.
 */
final class Machine {
  private final BreakerRules rules;
  private final long seed;
  private Phase phase;
  private long generation;
  private @Nullable String lastFailure;
  private @Nullable Trip trip;

  /** Starts in the state that the rules name; the seed decides the jitter. */
  Machine(BreakerRules rules, long seed) {
    this.rules = rules;
    this.seed = seed;
    phase = fresh(rules.getInitialState());
  }

  /** Goes on with a state that {@link #save} gave, perhaps under other rules. */
  Machine(BreakerRules rules, long seed, BreakerState state) {
    this.rules = rules;
    this.seed = seed;
    generation = state.generation();
    lastFailure = state.lastFailure();
    trip = state.trip();
    long until = state.until() == null ? Phase.NEVER : state.until();
    phase =
        switch (state.state()) {
          case OPEN, FORCED_OPEN ->
              new OpenPhase(this, state.state(), shown(state), state.attempts(), until);
          case HALF_OPEN -> new HalfOpenPhase(this, state.calls(), state.attempts());
          case CLOSED -> new ClosedPhase(this, window(state), state.failuresInRow());
          case DISABLED, METRICS_ONLY -> new FreePhase(this, state.state(), window(state));
        };
  }

  /** Gives a permit for one call, or null. */
  @Nullable Permit tryAcquire(long now) {
    if (now > phase.until()) {
      phase.expire(now);
    }
    if (!phase.grants()) {
      phase.window.denied();
      return null;
    }
    phase.grant(now);
    return new Permit(phase, now);
  }

  /** How many permits it would grant one after the other. */
  int room(long now) {
    return now > phase.until() ? rules.getProbes() : phase.room();
  }

  /** The first millisecond at which it may grant a permit if nothing happens but time. */
  long freeAt() {
    if (phase.grants()) {
      return Long.MIN_VALUE;
    }
    return phase.until() == Phase.NEVER ? Phase.NEVER : phase.until() + 1;
  }

  /** A permitted call succeeded. The result of an earlier phase is dropped, here and below. */
  void success(Permit permit, long now) {
    end(permit, now, null, 0);
  }

  /**
   * A permitted call failed.
   *
   * @param failure what is remembered of it
   * @param retryAfter how long its callee asked to be left alone, in milliseconds, or 0
   */
  void failure(Permit permit, long now, String failure, long retryAfter) {
    end(permit, now, failure, retryAfter);
  }

  /**
   * A permitted call says nothing about its callee: it was cancelled, or its failure is ignored.
   */
  void release(Permit permit) {
    if (permit.use(phase)) {
      phase.release();
    }
  }

  /**
   * Adds the calls that others have counted, second by second.
   *
   * @param failure what they remember of a failure, or null
   * @param mayOpen whether enough of them agree that it is bad
   */
  void merge(List<Bucket> deltas, Call last, @Nullable String failure, BooleanSupplier mayOpen) {
    lastFailure = failure == null ? lastFailure : failure;
    phase.merge(deltas, last, mayOpen);
  }

  /** Grants probes to somebody else, so many or fewer; nothing unless it is half-open then. */
  int grantProbes(long now, int wanted) {
    if (wanted > 0 && now > phase.until()) {
      phase.expire(now);
    }
    int granted = 0;
    while (granted < wanted && phase instanceof HalfOpenPhase && phase.grants()) {
      phase.grant(now);
      granted++;
    }
    return granted;
  }

  /** Notes how a probe of somebody else has ended. */
  void probed(Call call, @Nullable String failure) {
    lastFailure = failure == null ? lastFailure : failure;
    phase.record(call);
  }

  private void end(Permit permit, long now, @Nullable String failure, long retryAfter) {
    if (permit.use(phase)) {
      lastFailure = failure == null ? lastFailure : failure;
      Duration slow = rules.getSlowCallDuration();
      boolean wasSlow = slow != null && now - permit.since() > slow.toMillis();
      phase.record(new Call(now, failure != null, wasSlow, retryAfter));
    }
  }

  /** Why the window is too bad, or null. */
  @Nullable Cause exceeded(Window window, int minimum) {
    if (window.calls() < minimum) {
      return null;
    }
    if (window.failureRate() >= rules.getFailureRate()) {
      return Cause.FAILURE_RATE;
    }
    return window.slowCallRate() >= rules.getSlowCallRate() ? Cause.SLOW_CALL_RATE : null;
  }

  void open(Cause cause, Call call, Phase from) {
    int attempts = from.attempts + 1;
    long wait = Waits.millis(rules, attempts, seed + generation);
    trip = trip(cause, call.now(), null, null);
    long until = call.now() + Math.max(wait, call.retryAfter());
    enter(new OpenPhase(this, State.OPEN, from.window, attempts, until));
  }

  void halfOpen(int attempts) {
    enter(new HalfOpenPhase(this, "", attempts));
  }

  void close() {
    enter(fresh(State.CLOSED));
  }

  /**
   * The callee asked to be left alone until a time. That extends a wait and never shortens it, and
   * yields to what an operator or the rules forced.
   */
  void openUntil(long now, long until, String reason) {
    boolean yields =
        switch (phase.state()) {
          case CLOSED, HALF_OPEN -> until < now;
          case OPEN -> until <= phase.until();
          case FORCED_OPEN, DISABLED, METRICS_ONLY -> true;
        };
    if (!yields) {
      trip = trip(Cause.ANNOUNCED, now, null, reason);
      enter(new OpenPhase(this, State.OPEN, phase.window, phase.attempts, until));
    }
  }

  /** An operator opens it, until a time if there is one. */
  void forceOpen(long now, @Nullable Long until, String operator, @Nullable String reason) {
    trip = trip(Cause.OPERATOR, now, operator, reason);
    enter(
        new OpenPhase(
            this,
            State.FORCED_OPEN,
            new CountWindow(1),
            phase.attempts + 1,
            until == null ? Phase.NEVER : until));
  }

  void disable() {
    enter(fresh(State.DISABLED));
  }

  void countOnly() {
    enter(fresh(State.METRICS_ONLY));
  }

  /** As if it were new. */
  void reset() {
    trip = null;
    lastFailure = null;
    enter(fresh(rules.getInitialState()));
  }

  BreakerRules rules() {
    return rules;
  }

  Phase phase() {
    return phase;
  }

  /** Changes with each phase. */
  long generation() {
    return generation;
  }

  @Nullable Trip trip() {
    return trip;
  }

  /** What a later run can go on with. Permits that are out now are not carried. */
  BreakerState save(String name, List<String> requests) {
    return new BreakerState(
        BreakerState.SCHEMA,
        name,
        phase.state(),
        generation,
        phase.attempts,
        phase instanceof OpenPhase && phase.until() != Phase.NEVER ? phase.until() : null,
        phase.window.letters(),
        phase.window.buckets(),
        phase.failuresInRow(),
        lastFailure,
        trip,
        requests);
  }

  private void enter(Phase next) {
    generation++;
    phase = next;
  }

  private Phase fresh(State state) {
    return switch (state) {
      case CLOSED -> new ClosedPhase(this, rules.newWindow("", List.of()), 0);
      case DISABLED, METRICS_ONLY -> new FreePhase(this, state, rules.newWindow("", List.of()));
      case FORCED_OPEN, OPEN, HALF_OPEN ->
          new OpenPhase(this, State.FORCED_OPEN, new CountWindow(1), 1, Phase.NEVER);
    };
  }

  private Window window(BreakerState state) {
    return rules.newWindow(state.calls(), state.buckets());
  }

  /** An open breaker shows the calls that opened it, which may have been probes. */
  private Window shown(BreakerState state) {
    String calls = state.calls();
    return calls.isEmpty() ? window(state) : CountWindow.of(calls.length(), calls);
  }

  private Trip trip(Cause cause, long now, @Nullable String operator, @Nullable String reason) {
    Window window = phase.window;
    return new Trip(
        cause,
        now,
        window.calls(),
        window.failed(),
        window.slow(),
        phase.failuresInRow(),
        lastFailure,
        operator,
        reason);
  }
}
