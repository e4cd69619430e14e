// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.internal.Ticker;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.machine.internal.Rejections;
import io.github.temporalpatterns.breaker.machine.internal.Waits;
import io.github.temporalpatterns.breaker.worker.Guard.Answer;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.github.temporalpatterns.breaker.worker.Guard.Pass;
import io.github.temporalpatterns.internal.Checks;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What some activities call, and its guard. */
@RunsIn(ACTIVITY)
final class Dependency {
  private static final Logger LOG = LoggerFactory.getLogger(Dependency.class.getPackageName());
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  /** When the end of an attempt is not awaited any longer; the number tells equal times apart. */
  record Due(long deadline, long number) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      long later = deadline - other.deadline; // nano times are compared by difference
      return later == 0 ? Long.compare(number, other.number) : Long.signum(later);
    }
  }

  private final String name;
  private final WorkerBreakerOptions options;
  private final BreakerRules rules;
  private final Guard guard;
  private final Ticker ticker;
  private final WorkerMeters meters;
  private final NavigableMap<Due, Attempt> awaited = new ConcurrentSkipListMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final Set<String> warnedOf = ConcurrentHashMap.newKeySet();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Executor later;
  private final AtomicBoolean refreshes = new AtomicBoolean();

  /** The executor runs a task after some seconds, on a thread that may be kept for a moment. */
  Dependency(
      String name,
      WorkerBreakerOptions options,
      Ticker ticker,
      WorkerMeters meters,
      Executor later) {
    this.name = name;
    this.options = options;
    this.ticker = ticker;
    this.meters = meters;
    this.later = later;
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
    if (failedResult == null || result == null) {
      return false;
    }
    try {
      return failedResult.test(result);
    } catch (RuntimeException e) {
      tell("its setFailedResult", "The result counts as a success", e);
      return false;
    }
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
    try {
      expire();
      return guard.room();
    } catch (RuntimeException e) {
      // A gate that throws would leave its worker without tasks, and the attempts are asked again.
      tell("its guard's room", "Its gate stays open", e);
      return Integer.MAX_VALUE;
    }
  }

  void ended(Pass pass, Ended call) {
    count("its guard", () -> pass.end(call));
    count("its metrics", () -> meters.called(call));
    gauge();
  }

  /**
   * Gauges are told and never asked. So they are told again as long as a time window holds calls,
   * or they would show calls that have left it for as long as nobody calls.
   */
  private void gauge() {
    count(
        "its metrics",
        () -> {
          Status status = guard.status();
          if (status == null) {
            return;
          }
          meters.gauge(status);
          boolean slides = status.calls() > 0 && rules.getTimeWindow() != null;
          if (slides && refreshes.compareAndSet(false, true)) {
            later.execute(this::refresh);
          }
        });
  }

  private void refresh() {
    refreshes.set(false);
    gauge();
  }

  /** The call is over: what became of it must not depend on those who count it. */
  private void count(String who, Runnable counts) {
    try {
      counts.run();
    } catch (RuntimeException e) {
      tell(who, "Calls are not counted, but go on", e);
    }
  }

  /** What the user gave is broken: tells so once, since it will be so with each call. */
  private void tell(String who, String consequence, RuntimeException e) {
    if (broken.add(who)) {
      LOG.error("Breaker {}: {} failed. {}.", name, who, consequence, e);
    }
  }

  /** Its code has returned; somebody else will complete it. */
  Due awaitEnd(Attempt attempt, long deadline) {
    Due due = new Due(deadline, numbers.incrementAndGet());
    awaited.put(due, attempt);
    return due;
  }

  /** It has been completed. */
  void forget(Due due) {
    awaited.remove(due);
  }

  /** Looks when it is asked, since no thread of its own watches the clock. */
  private void expire() {
    long now = ticker.nanos();
    Map.Entry<Due, Attempt> first = awaited.firstEntry();
    while (first != null && first.getKey().deadline() - now <= 0) {
      awaited.remove(first.getKey());
      first.getValue().expire();
      first = awaited.firstEntry();
    }
  }

  ApplicationFailure turnAway(ActivityInfo info, @Nullable Rejection why) {
    count("its metrics", meters::turnedAway);
    gauge();
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

  /** An hour at most, jitter included: attempts that wait for longer are spread all the same. */
  private Duration delay(@Nullable Duration remainingWait) {
    Duration wait = remainingWait == null ? options.getRetryDelay() : remainingWait;
    double jitter = options.getJitter();
    double most = (double) LONGEST_DELAY.toMillis() / (1 + jitter);
    double millis = Math.min((double) Math.max(Waits.millis(wait), 1), most);
    double more = jitter * ThreadLocalRandom.current().nextDouble();
    return Duration.ofMillis(Math.round(millis * (1 + more)));
  }
}
