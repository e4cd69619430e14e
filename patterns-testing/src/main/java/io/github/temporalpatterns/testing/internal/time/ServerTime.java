// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** How time passes on a server: one implementation for each way. */
public interface ServerTime {

  /** Returns the server's time. */
  Instant now();

  /**
   * Lets time pass until something holds, or a time is spent.
   *
   * @param atMost how much of the server's time may pass
   * @param what which reports of workers may make it hold
   * @param done asked before time passes, after each such report, and now and then
   * @return whether it holds; false if the time was spent first
   */
  boolean pass(Duration atMost, Interest what, BooleanSupplier done);

  /** Whether it must know at once that a wait is over, lest it goes too far. */
  boolean mayOvershoot();

  /** Which reports of workers a wait depends on. */
  enum Interest {
    /** None: only time matters. */
    NOTHING,
    /** Those that close a run. */
    CLOSING,
    /** Those that close a run or answer an update. */
    ANSWERS,
    /** All. */
    ANYTHING
  }
}
