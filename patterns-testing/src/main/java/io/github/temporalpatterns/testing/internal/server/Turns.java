// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.server;

import java.util.concurrent.TimeUnit;

/** Lets many calls of one kind be under way at once, but none of another kind beside them. */
final class Turns {

  /** What a call is about. */
  enum Of {
    /** A workflow task that cancels. */
    CANCELS,
    /** The end of an attempt. */
    ENDS
  }

  /** A call that takes so long has another problem than the order of messages. */
  private static final long LONGEST_SECONDS = 5;

  private Of kind = Of.ENDS;
  private int underWay;

  /** Waits for a turn; the calling thread, or another one, has to run what this returns. */
  synchronized Runnable take(Of wanted) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    boolean interrupted = false;
    while (underWay > 0 && kind != wanted && System.nanoTime() < end) {
      try {
        wait(10);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    kind = wanted;
    underWay++;
    return this::end;
  }

  private synchronized void end() {
    underWay--;
    notifyAll();
  }
}
