// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.internal.Ticker;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.github.temporalpatterns.breaker.worker.Guard.Pass;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One guard, many threads. */
final class GuardThreadsTest {
  private static final int THREADS = 8;
  private static final int CALLS = 2_000;
  private static final Ended FAILED = new Ended(Kind.FAILED, Duration.ZERO, "E", null, null);
  private static final Ended IGNORED = new Ended(Kind.IGNORED, Duration.ZERO, null, null, null);

  private final AtomicLong nanos = new AtomicLong();

  private Guard guard(BreakerRules rules) {
    return new InProcessGuard("shop", rules, new Ticker(nanos::get, 1_700_000_000_000L));
  }

  private static List<Integer> together(Callable<Integer> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Integer> sums = new java.util.ArrayList<>();
      for (Future<Integer> each :
          threads.invokeAll(IntStream.range(0, THREADS).mapToObj(i -> work).toList())) {
        sums.add(each.get());
      }
      return sums;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void countsEveryCall() throws Exception {
    Guard guard =
        guard(
            BreakerRules.newBuilder()
                .setInitialState(State.METRICS_ONLY)
                .setTimeWindow(Duration.ofMinutes(1))
                .build());
    together(
        () -> {
          for (int i = 0; i < CALLS; i++) {
            Objects.requireNonNull(guard.ask().pass()).end(FAILED);
          }
          return CALLS;
        });

    assertThat(Objects.requireNonNull(guard.status()).failed()).isEqualTo(THREADS * CALLS);
  }

  @Test
  void permitsSoManyProbesAndNoMore() throws Exception {
    Guard guard =
        guard(
            BreakerRules.newBuilder()
                .setConsecutiveFailures(1)
                .setOpenWait(Duration.ofSeconds(1))
                .setProbes(3)
                .build());
    Objects.requireNonNull(guard.ask().pass()).end(FAILED);
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    List<Integer> granted =
        together(
            () -> {
              int passes = 0;
              for (int i = 0; i < CALLS; i++) {
                Pass pass = guard.ask().pass();
                if (pass != null && i % 2 == 0) {
                  pass.end(IGNORED); // whose permit is another's then
                } else if (pass != null) {
                  passes++;
                }
              }
              return passes;
            });

    assertThat(granted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(3);
  }
}
