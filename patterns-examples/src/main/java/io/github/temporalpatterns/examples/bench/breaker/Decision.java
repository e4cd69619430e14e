// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.breaker;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.temporalpatterns.breaker.BreakerRules;
import io.github.temporalpatterns.breaker.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.WorkerBreaker.Ended;
import io.github.temporalpatterns.breaker.WorkerBreaker.Guard;
import io.github.temporalpatterns.breaker.WorkerBreaker.Pass;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One call from the permit to its successful end, under the same rules: a window of 100 calls. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Decision {
  private static final int WINDOW = 100;

  private final Guard ours =
      Guard.of("ours", BreakerRules.newBuilder().setCountWindow(WINDOW).build());
  private final CircuitBreaker theirs =
      CircuitBreaker.of("theirs", CircuitBreakerConfig.custom().slidingWindowSize(WINDOW).build());

  /** By this library. */
  @Benchmark
  public boolean ours() {
    Pass pass = ours.ask().pass();
    if (pass != null) {
      long began = System.nanoTime();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      pass.end(new Ended(Kind.SUCCESSFUL, took, null, null, null));
    }
    return pass != null;
  }

  /** As Resilience4j's own decorators do it. */
  @Benchmark
  public boolean theirs() {
    boolean permitted = theirs.tryAcquirePermission();
    if (permitted) {
      long began = theirs.getCurrentTimestamp();
      theirs.onSuccess(theirs.getCurrentTimestamp() - began, theirs.getTimestampUnit());
    }
    return permitted;
  }
}
