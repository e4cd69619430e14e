// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.internal;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import java.util.function.LongSupplier;

/** A worker's time, which never goes back: a clock that is set must not stretch a wait. */
@RunsIn(ACTIVITY)
public final class Ticker {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final LongSupplier nanos;
  private final long startNanos;
  private final long startMillis;

  public Ticker(LongSupplier nanos, long startMillis) {
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
    this.startMillis = startMillis;
  }

  public static Ticker system() {
    return new Ticker(System::nanoTime, System.currentTimeMillis());
  }

  /** Only differences mean anything. */
  public long nanos() {
    return nanos.getAsLong();
  }

  /** Milliseconds since the epoch, as the machine wants them. */
  public long millis() {
    return startMillis + (nanos() - startNanos) / NANOS_PER_MILLI;
  }
}
