// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.time;

import io.github.temporalpatterns.testing.internal.time.ServerTime.Interest;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** The server's time, which passes no further once it is no use, and says why. */
public final class GuardedTime {
  private final ServerTime time;
  private final Waits waits;

  public GuardedTime(ServerTime time, Waits waits) {
    this.time = time;
    this.waits = waits;
  }

  public Instant now() {
    return time.now();
  }

  boolean mayOvershoot() {
    return time.mayOvershoot();
  }

  /** Throws if it is no use to let more time pass. */
  void check(String what) {
    waits.check(what);
  }

  /** Lets all of an amount of time pass. */
  public void pass(Duration duration) {
    time.pass(duration, Interest.NOTHING, guarded(duration + " of the server's time", () -> false));
  }

  /** Lets time pass until a condition holds; throws if that takes more than so much. */
  public void pass(String what, Interest interest, BooleanSupplier condition, Duration atMost) {
    if (!time.pass(atMost, interest, guarded(what, condition))) {
      throw waits.spent(what, atMost);
    }
  }

  private BooleanSupplier guarded(String what, BooleanSupplier condition) {
    return () -> {
      waits.check(what);
      return condition.getAsBoolean();
    };
  }
}
