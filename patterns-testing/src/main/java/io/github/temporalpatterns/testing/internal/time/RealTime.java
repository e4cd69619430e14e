// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.time;

import io.github.temporalpatterns.testing.internal.ShortPause;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** A second takes a second. */
public final class RealTime implements ServerTime {
  private final TestWorkflowEnvironment server;

  public RealTime(TestWorkflowEnvironment server) {
    this.server = server;
  }

  @Override
  public Instant now() {
    return Instant.ofEpochMilli(server.currentTimeMillis());
  }

  @Override
  public boolean mayOvershoot() {
    return false;
  }

  @Override
  public boolean pass(Duration atMost, Interest what, BooleanSupplier done) {
    long start = System.nanoTime();
    while (!done.getAsBoolean()) {
      if (Duration.ofNanos(System.nanoTime() - start).compareTo(atMost) >= 0) {
        return false;
      }
      ShortPause.take();
    }
    return true;
  }
}
