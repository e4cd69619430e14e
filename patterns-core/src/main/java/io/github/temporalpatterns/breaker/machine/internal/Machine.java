// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.OperatorLog;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.machine.BreakerState.Cause;
import io.github.temporalpatterns.breaker.machine.BreakerState.Trip;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.machine.internal.Phase.Call;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The breaker's state machine. It knows nothing of workflows and threads. Internal, not API.
 *
 * <p>It looks at its clock only where the time decides: a call through a closed breaker with a
 * count window needs none. What only tells something changes nothing, so a query may ask it.
 */
public final class Machine {
  private final BreakerRules rules;
  private final long seed;
  private final LongSupplier clock;
  private Phase phase;
  private long generation;
  private @Nullable String lastFailure;

  /**
   * Starts in the state that the rules name.
   *
   * @param seed decides the jitter
   * @param clock milliseconds since the epoch; never goes back
   */
  public Machine(BreakerRules rules, long seed, LongSupplier clock) {
    this.rules = rules;
    this.seed = seed;
    this.clock = clock;
    phase = fresh(rules.getInitialState(), null);
  }

  /** Goes on with a state that {@link #save} gave, perhaps under other rules. */
  public Machine(BreakerRules rules, long seed, LongSupplier clock, BreakerState state) {
    this.rules = rules;
    this.seed = seed;
    this.clock = clock;
    generation = state.generation();
    lastFailure = state.lastFailure();
    long until = state.until() == null ? Waits.NEVER : state.until();
    Trip trip = state.trip();
    phase =
        switch (state.state()) {
          case OPEN, FORCED_OPEN ->
              new OpenPhase(this, state.state(), shown(state), state.attempts(), trip, until);
          case HALF_OPEN -> new HalfOpenPhase(this, state.calls(), state.attempts(), trip);
          case CLOSED -> new ClosedPhase(this, window(state), trip, state.failuresInRow());
          case DISABLED, METRICS_ONLY -> new FreePhase(this, state.state(), window(state), trip);
        };
  }

  /** Gives a permit for one call, or null. */
  public @Nullable Permit tryAcquire() {
    settle();
    enter(phase.asked());
    if (!phase.grants()) {
      phase.window.denied();
      return null;
    }
    phase.grant(clock);
    return new Permit(phase);
  }

  /** How many permits it would grant one after the other. */
  public int room() {
    return phase.lapsed().asked().room();
  }

  /** The first millisecond at which it may grant a permit if nothing happens but time. */
  public long freeAt() {
    if (phase.grants()) {
      return Long.MIN_VALUE;
    }
    return phase.until() == Waits.NEVER ? Waits.NEVER : phase.until() + 1;
  }

  /** A permitted call succeeded. The result of an earlier phase is dropped, here and below. */
  public void success(Permit permit, Duration took) {
    end(permit, took, null, 0);
  }

  /**
   * A permitted call failed.
   *
   * @param failure what is remembered of it
   * @param retryAfter how long its callee asked to be left alone, in milliseconds, or 0
   */
  public void failure(Permit permit, Duration took, String failure, long retryAfter) {
    end(permit, took, failure, retryAfter);
  }

  /**
   * A permitted call says nothing about its callee: it was cancelled, or its failure is ignored.
   */
  public void release(Permit permit) {
    settle();
    if (permit.use(phase)) {
      phase.release();
    }
  }

  /**
   * Adds the calls that others have counted, second by second.
   *
   * @param retryAfter how long their callee asked to be left alone, in milliseconds, or 0
   * @param failure what they remember of a failure, or null
   * @param mayOpen whether enough of them agree that it is bad
   */
  public void merge(
      List<Bucket> deltas, long retryAfter, @Nullable String failure, BooleanSupplier mayOpen) {
    lastFailure = failure == null ? lastFailure : failure;
    phase.merge(deltas, retryAfter, mayOpen);
  }

  /**
   * Grants probes to somebody else, so many or fewer; nothing unless it is half-open then.
   *
   * @param at when they begin
   */
  public int grantProbes(LongSupplier at, int wanted) {
    if (wanted > 0) {
      enter(phase.asked());
    }
    int granted = 0;
    while (granted < wanted && phase instanceof HalfOpenPhase && phase.grants()) {
      phase.grant(at);
      granted++;
    }
    return granted;
  }

  /**
   * Notes how a probe of somebody else has ended.
   *
   * @param failure what is remembered of its failure; null if it succeeded
   */
  public void probed(@Nullable String failure, boolean slow, long retryAfter) {
    lastFailure = failure == null ? lastFailure : failure;
    phase.record(new Call(failure != null, slow, retryAfter));
  }

  /** Takes back a probe of somebody else that says nothing. */
  public void releaseProbe() {
    phase.release();
  }

  /** Whether the calls of a closed breaker are too bad, however few there are. */
  public boolean isBad() {
    return phase.state() == State.CLOSED && bad(phase.window) != null;
  }

  private void end(Permit permit, Duration took, @Nullable String failure, long retryAfter) {
    settle();
    if (permit.use(phase)) {
      lastFailure = failure == null ? lastFailure : failure;
      Duration slow = rules.getSlowCallDuration();
      boolean wasSlow = slow != null && took.compareTo(slow) > 0;
      phase.record(new Call(failure != null, wasSlow, retryAfter));
    }
  }

  /** Why the calls of a window are too bad, however few there are; or null. */
  private @Nullable Cause bad(Window window) {
    if (!window.hasBad()) {
      return null; // what most calls find, and no rate need be worked out for
    }
    if (window.failureRate() >= rules.getFailureRate()) {
      return Cause.FAILURE_RATE;
    }
    return window.slowCallRate() >= rules.getSlowCallRate() ? Cause.SLOW_CALL_RATE : null;
  }

  /** The same, once there are enough of them. */
  @Nullable Cause exceeded(Window window) {
    return window.isEnough() ? bad(window) : null;
  }

  void open(Cause cause, long retryAfter, Phase from) {
    enter(opened(cause, clock.getAsLong(), retryAfter, from));
  }

  /** What it enters if it opens at a time. */
  OpenPhase opened(Cause cause, long at, long retryAfter, Phase from) {
    int attempts = from.attempts + 1;
    long wait = Math.max(Waits.millis(rules, attempts, seed + generation), retryAfter);
    Trip trip = trip(cause, at, from, null, null);
    return new OpenPhase(this, State.OPEN, from.window, attempts, trip, at + wait);
  }

  public void close() {
    enter(fresh(State.CLOSED, phase.trip));
  }

  /**
   * The callee asked to be left alone until a time. That extends a wait and never shortens it, and
   * yields to what an operator or the rules forced.
   */
  public void openUntil(long until, String reason) {
    settle();
    long now = clock.getAsLong();
    boolean yields =
        switch (phase.state()) {
          case CLOSED, HALF_OPEN -> until < now;
          case OPEN -> until <= phase.until();
          case FORCED_OPEN, DISABLED, METRICS_ONLY -> true;
        };
    if (!yields) {
      Trip trip = trip(Cause.ANNOUNCED, now, phase, null, reason);
      enter(new OpenPhase(this, State.OPEN, phase.window, phase.attempts, trip, until));
    }
  }

  /** An operator opens it, until a time if there is one. */
  public void forceOpen(@Nullable Long until, String by, @Nullable String reason) {
    settle();
    Trip trip = trip(Cause.OPERATOR, clock.getAsLong(), phase, by, reason);
    enter(forced(phase.attempts + 1, trip, until == null ? Waits.NEVER : until));
  }

  private Phase forced(int attempts, @Nullable Trip trip, long until) {
    return new OpenPhase(this, State.FORCED_OPEN, new CountWindow(1, 1), attempts, trip, until);
  }

  public void disable() {
    enter(fresh(State.DISABLED, phase.trip));
  }

  public void countOnly() {
    enter(fresh(State.METRICS_ONLY, phase.trip));
  }

  /** As if it were new. */
  public void reset() {
    lastFailure = null;
    enter(fresh(rules.getInitialState(), null));
  }

  BreakerRules rules() {
    return rules;
  }

  LongSupplier clock() {
    return clock;
  }

  /** The phase that it has entered. Time alone may have ended it: see {@link #settle}. */
  Phase phase() {
    return phase;
  }

  /** The state that it has entered, as {@link #phase}. */
  public State state() {
    return phase.state();
  }

  /** When it ends being open by itself, in milliseconds since the epoch; null if it does not. */
  public @Nullable Long until() {
    return phase instanceof OpenPhase && phase.until() != Waits.NEVER ? phase.until() : null;
  }

  /** Why it opened last, with the numbers of that moment, or null. */
  public @Nullable Trip trip() {
    return phase.trip;
  }

  /** Why it opened last, or null. */
  public @Nullable String explanation() {
    return Snapshot.explanation(phase);
  }

  /** What grants every call as long as nothing changes, without a look at this; or null. */
  public Permit.@Nullable Standing standing() {
    return phase.standing();
  }

  /** How it is now, whatever it was when somebody asked last. Changes nothing. */
  public Status status(String name, int waiting, List<AuditEntry> audit) {
    return Snapshot.of(name, this, waiting, audit);
  }

  /** Why it has just given no permit. */
  public Rejection rejection(String name) {
    return Snapshot.rejection(name, this);
  }

  /** Enters what time alone has led to. All that changes something does so by itself. */
  public void settle() {
    enter(phase.lapsed());
  }

  /** Changes with each phase. */
  public long generation() {
    return generation;
  }

  /** What a later run can go on with. Permits that are out now are not carried. */
  public BreakerState save(String name, @Nullable OperatorLog operators) {
    settle();
    phase.window.slide(clock);
    return new BreakerState(
        BreakerState.SCHEMA,
        name,
        phase.state(),
        generation,
        phase.attempts,
        until(),
        phase.window.minimum(),
        phase.window.letters(),
        phase.window.buckets(),
        phase.failuresInRow(),
        lastFailure,
        phase.trip,
        operators);
  }

  private void enter(Phase next) {
    if (next != phase) {
      generation++;
      phase = next;
    }
  }

  private Phase fresh(State state, @Nullable Trip trip) {
    return switch (state) {
      case CLOSED -> new ClosedPhase(this, Window.of(rules, "", List.of()), trip, 0);
      case DISABLED, METRICS_ONLY ->
          new FreePhase(this, state, Window.of(rules, "", List.of()), trip);
      case FORCED_OPEN, OPEN, HALF_OPEN -> forced(1, trip, Waits.NEVER);
    };
  }

  private Window window(BreakerState state) {
    return Window.of(rules, state.calls(), state.buckets());
  }

  /** An open breaker shows the calls that opened it, which may have been probes. */
  private Window shown(BreakerState state) {
    String calls = state.calls();
    return calls.isEmpty()
        ? window(state)
        : CountWindow.of(calls.length(), state.minimumCalls(), calls);
  }

  private Trip trip(
      Cause cause, long at, Phase from, @Nullable String by, @Nullable String reason) {
    Window window = from.window;
    window.slide(clock);
    return new Trip(
        cause,
        at,
        window.calls(),
        window.failed(),
        window.slow(),
        from.failuresInRow(),
        lastFailure,
        by,
        reason);
  }
}
