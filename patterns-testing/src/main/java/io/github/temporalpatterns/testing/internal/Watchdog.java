// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Interrupts the thread that started it, unless it is stopped in time. */
public final class Watchdog {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread guarded = Thread.currentThread();
  private volatile boolean fired;
  private final Thread thread;

  private Watchdog(Duration limit) {
    this.thread = new Thread(() -> watch(limit), "patterns-testing-watchdog");
    thread.setDaemon(true);
  }

  public static Watchdog start(Duration limit) {
    Watchdog watchdog = new Watchdog(limit);
    watchdog.thread.start();
    return watchdog;
  }

  /** Stops watching and tells whether the time was up, in which case it clears the interrupt. */
  public boolean stop() {
    stopped.countDown();
    boolean interrupted = Thread.interrupted();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (!fired && interrupted) {
      guarded.interrupt();
    }
    return fired;
  }

  private void watch(Duration limit) {
    try {
      if (!stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        fired = true;
        guarded.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
