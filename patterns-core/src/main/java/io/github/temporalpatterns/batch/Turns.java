// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.batch.ItemTries.Halted;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets units be recorded in their order, although they work side by side: a cursor says that all
 * before it is done. Thread-safe.
 */
@RunsIn(ACTIVITY)
final class Turns {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long next;
  private boolean closed;

  /** The unit at the position has the first turn. */
  Turns(long next) {
    this.next = next;
  }

  /**
   * Waits until all units before have been recorded.
   *
   * @throws Halted if one of them will not be
   */
  void await(long first) throws Halted, InterruptedException {
    lock.lock();
    try {
      while (next != first && !closed) {
        changed.await();
      }
      if (next != first) {
        throw new Halted(null);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The unit that ends before the position has been recorded. */
  void pass(long following) {
    lock.lock();
    try {
      next = following;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The unit whose turn it is, or will be, is not recorded as a whole. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
