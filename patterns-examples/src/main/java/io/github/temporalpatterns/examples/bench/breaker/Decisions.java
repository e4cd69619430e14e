// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.worker.Guard;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.github.temporalpatterns.breaker.worker.Guard.Pass;
import io.github.temporalpatterns.examples.bench.Figures;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A call through a closed breaker from the permit to its successful end, by this library and by
 * Resilience4j under the same rules. The two take turns, in one JVM. What counts is the processor
 * time of the thread, which stands while a busy machine does something else.
 */
final class Decisions {
  private static final int WARM_UP = 20;
  private static final int ROUNDS = 30;
  private static final int CALLS = 400_000;
  private static final int CALLS_OF_WINDOW = 100;
  private static final int SECONDS_OF_WINDOW = 10;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Guard ours;
  private final CircuitBreaker theirs;

  private Decisions(BreakerRules rules, CircuitBreakerConfig config) {
    ours = Guard.of("ours", rules);
    theirs = CircuitBreaker.of("theirs", config);
  }

  /** With windows of 100 calls. */
  static Decisions ofCountWindow() {
    return new Decisions(
        BreakerRules.newBuilder().setCountWindow(CALLS_OF_WINDOW).build(),
        CircuitBreakerConfig.custom().slidingWindowSize(CALLS_OF_WINDOW).build());
  }

  /** With windows of ten seconds. */
  static Decisions ofTimeWindow() {
    return new Decisions(
        BreakerRules.newBuilder().setTimeWindow(Duration.ofSeconds(SECONDS_OF_WINDOW)).build(),
        CircuitBreakerConfig.custom()
            .slidingWindowType(SlidingWindowType.TIME_BASED)
            .slidingWindowSize(SECONDS_OF_WINDOW)
            .build());
  }

  /** Adds the ratio of the two, and prints what each cost. */
  void run(String name, Figures figures) {
    List<Double> mine = new ArrayList<>();
    List<Double> other = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      boolean first = round % 2 == 0;
      double one = first ? nanos(this::ours) : nanos(this::theirs);
      double two = first ? nanos(this::theirs) : nanos(this::ours);
      if (round >= 0) {
        mine.add(first ? one : two);
        other.add(first ? two : one);
        ratios.add(first ? one / two : two / one);
      }
    }
    figures.ratio(name, ratios);
    figures.put(name + "Nanos", Figures.median(mine));
    figures.put(name + "NanosOfResilience4j", Figures.median(other));
  }

  private double nanos(IntUnaryOperator calls) {
    long before = threads.getCurrentThreadCpuTime();
    int permitted = calls.applyAsInt(CALLS);
    long took = threads.getCurrentThreadCpuTime() - before;
    if (permitted < CALLS) {
      throw new IllegalStateException("a breaker has opened");
    }
    return (double) took / CALLS;
  }

  /** As the worker's breaker does it. */
  private int ours(int calls) {
    int permitted = 0;
    for (int i = 0; i < calls; i++) {
      Pass pass = ours.ask().pass();
      if (pass != null) {
        long began = System.nanoTime();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        pass.end(new Ended(Kind.SUCCESSFUL, took, null, null, null));
        permitted++;
      }
    }
    return permitted;
  }

  /** As Resilience4j's own decorators do it. */
  private int theirs(int calls) {
    int permitted = 0;
    for (int i = 0; i < calls; i++) {
      if (theirs.tryAcquirePermission()) {
        long began = theirs.getCurrentTimestamp();
        theirs.onSuccess(theirs.getCurrentTimestamp() - began, theirs.getTimestampUnit());
        permitted++;
      }
    }
    return permitted;
  }
}
