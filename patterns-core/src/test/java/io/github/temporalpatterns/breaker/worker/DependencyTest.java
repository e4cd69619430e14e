// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.uber.m3.tally.Gauge;
import com.uber.m3.tally.NoopScope;
import com.uber.m3.tally.Scope;
import io.github.temporalpatterns.breaker.internal.Ticker;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.RetryOptions;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a worker shows of a dependency, and when attempts come back to it. */
final class DependencyTest {
  private static final String CALLS = "worker_patterns_breaker_buffered_calls";
  private static final Ended FAILED = new Ended(Kind.FAILED, Duration.ZERO, "E", null, null);

  private final AtomicLong nanos = new AtomicLong();
  private final Ticker ticker = new Ticker(nanos::get, 1_700_000_000_000L);
  private final Map<String, Double> gauges = new HashMap<>();
  private final Deque<Runnable> later = new ArrayDeque<>();

  private Dependency dependency(BreakerRules rules) {
    return new Dependency(
        "shop",
        WorkerBreakerOptions.newBuilder(info -> "shop")
            .setRules(rules)
            .setGuards((name, own) -> new InProcessGuard(name, own, ticker))
            .setJitter(0.2)
            .build(),
        ticker,
        new WorkerMeters(scope(), "shop"),
        later::add);
  }

  @Test
  void showsNoCallThatHasLeftTheTimeWindowThoughNobodyCalls() {
    Dependency dependency =
        dependency(BreakerRules.newBuilder().setTimeWindow(Duration.ofSeconds(8)).build());
    call(dependency);
    call(dependency);
    assertThat(gauges).containsEntry(CALLS, 2.0);
    assertThat(later).as("one at a time").hasSize(1);
    pass(5);
    assertThat(gauges).containsEntry(CALLS, 2.0);
    pass(5);

    assertThat(gauges).containsEntry(CALLS, 0.0);
    assertThat(later).as("looks no more").isEmpty();
  }

  @Test
  void looksOnceIfCallsLeaveTheWindowOnlyForOthers() {
    call(dependency(BreakerRules.newBuilder().setCountWindow(10).build()));

    assertThat(gauges).containsEntry(CALLS, 1.0);
    assertThat(later).isEmpty();
  }

  @Test
  void spreadsWhatComesBackAndLetsNothingWaitForMoreThanAnHour() {
    assertSpread(Duration.ofSeconds(60), 60, 72);
    assertSpread(Duration.ofDays(2), 3_000, 3_600);
    assertSpread(Duration.ofSeconds(Long.MAX_VALUE), 3_000, 3_600);
    assertSpread(null, 5, 6);
  }

  private void assertSpread(@Nullable Duration wait, long shortest, long longest) {
    Dependency dependency = dependency(BreakerRules.newBuilder().build());
    Rejection rejection = new Rejection("shop", State.OPEN, wait, null);
    TreeSet<Duration> delays = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      delays.add(
          Objects.requireNonNull(dependency.turnAway(info(), rejection).getNextRetryDelay()));
    }

    assertThat(delays).hasSizeGreaterThan(50);
    assertThat(delays.first()).isGreaterThanOrEqualTo(Duration.ofSeconds(shortest));
    assertThat(delays.last()).isLessThanOrEqualTo(Duration.ofSeconds(longest));
  }

  private static void call(Dependency dependency) {
    dependency.ended(Objects.requireNonNull(dependency.ask().pass()), FAILED);
  }

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    later.remove().run();
  }

  private static ActivityInfo info() {
    return (ActivityInfo)
        Proxy.newProxyInstance(
            ActivityInfo.class.getClassLoader(),
            new Class<?>[] {ActivityInfo.class},
            (proxy, method, arguments) ->
                method.getReturnType() == RetryOptions.class
                    ? RetryOptions.newBuilder().build()
                    : "serve");
  }

  /** Keeps what gauges show. */
  private Scope scope() {
    NoopScope other = new NoopScope();
    return (Scope)
        Proxy.newProxyInstance(
            Scope.class.getClassLoader(),
            new Class<?>[] {Scope.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "tagged" -> proxy;
                  case "gauge" -> (Gauge) value -> gauges.put((String) arguments[0], value);
                  default -> method.invoke(other, arguments);
                });
  }
}
