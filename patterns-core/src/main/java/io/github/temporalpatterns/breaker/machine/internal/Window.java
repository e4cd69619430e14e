// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.internal.Checks;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** The calls that count now, and how many of them failed or were slow. */
abstract class Window {
  private final int minimum;
  private int calls;
  private int failed;
  private int slow;
  private int slowFailed;
  private int notPermitted;

  /** A window as the rules have it, with calls that were counted before. */
  static Window of(BreakerRules rules, String calls, List<Bucket> buckets) {
    Integer count = rules.getCountWindow();
    Duration time = rules.getTimeWindow();
    return count != null
        ? CountWindow.of(count, rules.getMinimumCalls(), calls)
        : TimeWindow.of(
            (int) Checks.notNull("timeWindow", time).toSeconds(), rules.getMinimumCalls(), buckets);
  }

  /** From so many calls on, their rates count. */
  Window(int minimum) {
    this.minimum = minimum;
  }

  /** Notes a call that has ended. */
  abstract void record(LongSupplier clock, boolean failed, boolean slow);

  /** Lets go of calls that are too old. */
  void slide(LongSupplier clock) {}

  /** One letter for each call, oldest first, if it counts calls. */
  String letters() {
    return "";
  }

  /** The seconds with calls, oldest first, if it counts time. */
  List<Bucket> buckets() {
    return List.of();
  }

  final void count(boolean hasFailed, boolean wasSlow, int sign) {
    calls += sign;
    failed += hasFailed ? sign : 0;
    slow += wasSlow ? sign : 0;
    slowFailed += hasFailed && wasSlow ? sign : 0;
  }

  final void add(Bucket bucket, int sign) {
    calls += sign * bucket.calls();
    failed += sign * bucket.failed();
    slow += sign * bucket.slow();
    slowFailed += sign * bucket.slowFailed();
  }

  final void denied() {
    notPermitted++;
  }

  public final int calls() {
    return calls;
  }

  final int failed() {
    return failed;
  }

  final int slow() {
    return slow;
  }

  final int slowFailed() {
    return slowFailed;
  }

  final int notPermitted() {
    return notPermitted;
  }

  final int minimum() {
    return minimum;
  }

  /** Whether there are enough of them for their rates to count. */
  final boolean isEnough() {
    return calls > 0 && calls >= minimum;
  }

  /** Whether any of them failed or was slow. */
  final boolean hasBad() {
    return failed > 0 || slow > 0;
  }

  public final double failureRate() {
    return 100.0 * failed / calls;
  }

  public final double slowCallRate() {
    return 100.0 * slow / calls;
  }
}
