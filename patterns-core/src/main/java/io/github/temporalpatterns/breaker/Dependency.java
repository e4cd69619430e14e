// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.BreakerOperator.Status;
import io.github.temporalpatterns.breaker.CircuitBreaker.Rejection;
import io.github.temporalpatterns.breaker.WorkerBreaker.Answer;
import io.github.temporalpatterns.breaker.WorkerBreaker.Ended;
import io.github.temporalpatterns.breaker.WorkerBreaker.Guard;
import io.github.temporalpatterns.breaker.WorkerBreaker.Pass;
import io.github.temporalpatterns.internal.Checks;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What some activities call, and its guard. */
@RunsIn(ACTIVITY)
final class Dependency {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerBreaker.class);
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  /** An attempt whose end is awaited, but not longer than this. */
  private record Awaited(Attempt attempt, long deadline) implements Comparable<Awaited> {
    @Override
    public int compareTo(Awaited other) {
      return Long.signum(deadline - other.deadline); // nano times are compared by difference
    }
  }

  private final WorkerBreakerOptions options;
  private final BreakerRules rules;
  private final Guard guard;
  private final Ticker ticker;
  private final WorkerMeters meters;
  private final PriorityBlockingQueue<Awaited> awaited = new PriorityBlockingQueue<>();
  private final Set<String> warnedOf = ConcurrentHashMap.newKeySet();

  Dependency(String name, WorkerBreakerOptions options, Ticker ticker, WorkerMeters meters) {
    this.options = options;
    this.ticker = ticker;
    this.meters = meters;
    rules = options.getRules(name);
    guard = Checks.notNull("guard of " + name, options.getGuards().apply(name, rules));
  }

  BreakerRules rules() {
    return rules;
  }

  Duration completionDeadline() {
    return options.getCompletionDeadline();
  }

  boolean isFailed(@Nullable Object result) {
    var failedResult = options.getFailedResult();
    return failedResult != null && result != null && failedResult.test(result);
  }

  @Nullable Status status() {
    return guard.status();
  }

  Answer ask() {
    expire();
    return guard.ask();
  }

  /** Looks after forgotten permits, too: nobody asks while it has none. */
  int room() {
    expire();
    return guard.room();
  }

  void ended(Pass pass, Ended call) {
    pass.end(call);
    meters.called(call, guard.status());
  }

  /** Its code has returned; somebody else will complete it. */
  void awaitEnd(Attempt attempt, long deadline) {
    awaited.add(new Awaited(attempt, deadline));
  }

  /** Looks when it is asked, since no thread of its own watches the clock. */
  private void expire() {
    long now = ticker.nanos();
    Awaited first = awaited.peek();
    while (first != null && first.deadline() - now <= 0) {
      if (awaited.remove(first)) {
        first.attempt().expire();
      }
      first = awaited.peek();
    }
  }

  ApplicationFailure turnAway(ActivityInfo info, @Nullable Rejection why) {
    meters.turnedAway(guard.status());
    int most = info.getRetryOptions().getMaximumAttempts();
    if (most > 0 && warnedOf.add(info.getActivityType())) {
      LOG.warn(
          "A breaker turned activity {} away. The server counts that as one of its {} attempts:"
              + " bound it by a schedule-to-close timeout instead.",
          info.getActivityType(),
          most);
    }
    Rejection rejection = Checks.notNull("rejection", why);
    return Rejections.comeBack(rejection, delay(rejection.remainingWait()));
  }

  private Duration delay(@Nullable Duration remainingWait) {
    Duration wait = remainingWait == null ? options.getRetryDelay() : remainingWait;
    long millis = Math.min(Math.max(wait.toMillis(), 1), LONGEST_DELAY.toMillis());
    double more = options.getJitter() * ThreadLocalRandom.current().nextDouble();
    return Duration.ofMillis(Math.round(millis * (1 + more)));
  }
}
