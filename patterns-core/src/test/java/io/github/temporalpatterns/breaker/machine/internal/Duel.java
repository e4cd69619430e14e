// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.machine.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Our machine and Resilience4j's side by side, under the same rules, clock and calls.
 *
 * <p>The one documented difference is drawn here: a result that comes after its breaker has changed
 * its state is given to our machine, which must drop it, and withheld from the oracle, which would
 * count it. What the oracle does besides and is a defect cannot be said in our interface: an
 * outcome without a permit, an opening without a wait, an Error that leaks a permit. Its lock-free
 * time windows, which ignore the clock that they are given, are not used.
 */
final class Duel {

  /** What may happen, with a number to go with it. */
  record Move(Kind kind, int number) {

    /** Kinds of moves; a result is that of the call that was permitted longest ago, or last. */
    enum Kind {
      ACQUIRE,
      SUCCEED,
      FAIL,
      IGNORE,
      SUCCEED_LAST,
      FAIL_LAST,
      PASS,
      CLOSE,
      RESET,
      DISABLE,
      COUNT_ONLY,
      FORCE_OPEN,
      OPEN_UNTIL
    }
  }

  private record Out(Permit permit, long since, long generation) {}

  private final Deque<Out> out = new ArrayDeque<>();
  private final boolean disciplined;
  private final Machine ours;
  private final io.github.resilience4j.circuitbreaker.CircuitBreaker oracle;
  private long now = 1_700_000_000_000L;

  Duel(BreakerRules rules, int countWindow, int seconds, boolean disciplined) {
    this.disciplined = disciplined;
    ours = new Machine(rules, 7, () -> now);
    oracle =
        io.github.resilience4j.circuitbreaker.CircuitBreaker.of(
            "oracle", config(rules, seconds > 0 ? seconds : countWindow, seconds > 0));
    if (rules.getInitialState() == State.METRICS_ONLY) {
      oracle.transitionToMetricsOnlyState();
    }
  }

  private CircuitBreakerConfig config(BreakerRules rules, int size, boolean time) {
    Duration slow = rules.getSlowCallDuration();
    return CircuitBreakerConfig.custom()
        .slidingWindow(
            size,
            rules.getMinimumCalls(),
            time ? SlidingWindowType.TIME_BASED : SlidingWindowType.COUNT_BASED,
            SlidingWindowSynchronizationStrategy.SYNCHRONIZED)
        .failureRateThreshold((float) rules.getFailureRate())
        .slowCallDurationThreshold(slow == null ? Duration.ofDays(1) : slow)
        .slowCallRateThreshold((float) rules.getSlowCallRate())
        .permittedNumberOfCallsInHalfOpenState(rules.getProbes())
        // The seed of our machine's jitter counts its states; the jitter of these rules is none.
        .waitIntervalFunctionInOpenState(attempt -> Waits.millis(rules, attempt, 0))
        .clock(new Now())
        .currentTimestampFunction(clock -> now, TimeUnit.MILLISECONDS)
        .build();
  }

  /** Makes the moves; says where the two differ first, or null. */
  static @Nullable String play(Duel duel, List<Move> moves) {
    for (int i = 0; i < moves.size(); i++) {
      String difference = duel.make(moves.get(i));
      if (difference != null) {
        return "after move %d, %s: %s".formatted(i, moves.get(i), difference);
      }
    }
    return null;
  }

  /** How often the state has changed. */
  long changes() {
    return ours.generation();
  }

  private @Nullable String make(Move move) {
    switch (move.kind()) {
      case ACQUIRE -> {
        Permit permit = ours.tryAcquire();
        boolean permitted = oracle.tryAcquirePermission();
        if (permit != null) {
          out.add(new Out(permit, now, ours.generation()));
        }
        if (permitted != (permit != null)) {
          return "the oracle permits: " + permitted;
        }
      }
      case SUCCEED, FAIL, IGNORE -> end(move.kind(), out.pollFirst());
      case SUCCEED_LAST -> end(Move.Kind.SUCCEED, out.pollLast());
      case FAIL_LAST -> end(Move.Kind.FAIL, out.pollLast());
      case PASS -> now += move.number();
      default -> command(move);
    }
    if (disciplined) {
      out.removeIf(each -> each.generation() != ours.generation());
    }
    return difference();
  }

  private void command(Move move) {
    switch (move.kind()) {
      case CLOSE -> {
        ours.close();
        oracle.transitionToClosedState();
      }
      case RESET -> {
        ours.reset();
        oracle.reset();
        if (ours.rules().getInitialState() == State.METRICS_ONLY) {
          oracle.transitionToMetricsOnlyState();
        }
      }
      case DISABLE -> {
        ours.disable();
        oracle.transitionToDisabledState();
      }
      case COUNT_ONLY -> {
        ours.countOnly();
        oracle.transitionToMetricsOnlyState();
      }
      case FORCE_OPEN -> {
        ours.forceOpen(null, "an operator", "a reason");
        oracle.transitionToForcedOpenState();
      }
      default -> openUntil(now + move.number());
    }
  }

  /** Ours only extends, and only a breaker that opens by itself. */
  private void openUntil(long until) {
    long generation = ours.generation();
    ours.openUntil(until, "announced");
    if (ours.generation() != generation) {
      oracle.transitionToOpenStateUntil(Instant.ofEpochMilli(until));
    }
  }

  private void end(Move.Kind kind, @Nullable Out call) {
    if (call == null) {
      return;
    }
    boolean late = call.generation() != ours.generation();
    long took = now - call.since();
    switch (kind) {
      case SUCCEED -> ours.success(call.permit(), Duration.ofMillis(took));
      case FAIL -> ours.failure(call.permit(), Duration.ofMillis(took), "E", 0);
      default -> ours.release(call.permit());
    }
    if (late) {
      return;
    }
    switch (kind) {
      case SUCCEED -> oracle.onSuccess(took, TimeUnit.MILLISECONDS);
      case FAIL -> oracle.onError(took, TimeUnit.MILLISECONDS, new IllegalStateException());
      default -> oracle.releasePermission();
    }
  }

  private @Nullable String difference() {
    View mine = ourView();
    var metrics = oracle.getMetrics();
    View theirs =
        new View(
            oracle.getState().name(),
            metrics.getNumberOfBufferedCalls(),
            metrics.getNumberOfFailedCalls(),
            metrics.getNumberOfSlowCalls(),
            metrics.getNumberOfSlowFailedCalls(),
            (int) metrics.getNumberOfNotPermittedCalls(),
            metrics.getFailureRate(),
            metrics.getSlowCallRate());
    return mine.equals(theirs) ? null : "ours %s, the oracle's %s".formatted(mine, theirs);
  }

  private View ourView() {
    Status status = ours.status("ours", 0, List.of());
    return new View(
        status.state().name(),
        status.calls(),
        status.failed(),
        status.slow(),
        ours.phase().window.slowFailed(),
        status.notPermitted(),
        rate(status.failureRate()),
        rate(status.slowCallRate()));
  }

  private static float rate(@Nullable Double rate) {
    return rate == null ? -1 : rate.floatValue();
  }

  /** What a user of either can see. */
  private record View(
      String state,
      int calls,
      int failed,
      int slow,
      int slowFailed,
      int notPermitted,
      float failureRate,
      float slowCallRate) {}

  /** The clock of the oracle. */
  private final class Now extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(now);
    }
  }
}
