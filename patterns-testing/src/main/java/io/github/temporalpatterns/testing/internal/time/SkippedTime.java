// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.time;

import io.temporal.api.testservice.v1.LockTimeSkippingRequest;
import io.temporal.api.testservice.v1.TestServiceGrpc;
import io.temporal.api.testservice.v1.TestServiceGrpc.TestServiceBlockingStub;
import io.temporal.api.testservice.v1.UnlockTimeSkippingRequest;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The clock of the embedded server, which stands unless a test lets time pass.
 *
 * <p>The server counts locks and leaps to its next timer while it counts none. The environment
 * holds one. A wait gives that one up, but the moment before a worker reports what the wait depends
 * on, another is taken; it is kept until the wait has looked. So time never runs past the event
 * that a test waits for, and never leaps ahead when a run closes.
 */
public final class SkippedTime implements ServerTime {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private final TestWorkflowEnvironment server;
  private final TestServiceBlockingStub locks;
  private final List<Wait> waits = new ArrayList<>();
  private final List<Hold> holds = new ArrayList<>();
  private int flowing;
  private long news;

  public SkippedTime(TestWorkflowEnvironment server) {
    this.server = server;
    this.locks = TestServiceGrpc.newBlockingStub(server.getWorkflowServiceStubs().getRawChannel());
  }

  @Override
  public Instant now() {
    return Instant.ofEpochMilli(server.currentTimeMillis());
  }

  @Override
  public boolean mayOvershoot() {
    return true;
  }

  @Override
  public boolean pass(Duration atMost, Interest what, BooleanSupplier done) {
    Wait wait = begin(what);
    try {
      if (done.getAsBoolean()) {
        return true;
      }
      server.registerDelayedCallback(atMost, () -> spend(wait));
      start(wait);
      while (true) {
        boolean spent = awaitNews(wait);
        List<Hold> seen = heldFor(wait);
        if (done.getAsBoolean()) {
          return true;
        }
        if (spent) {
          return false;
        }
        seen.forEach(hold -> letGo(hold, wait));
      }
    } finally {
      end(wait);
    }
  }

  /** Registers a wait. Reports that left before, and so without a lock, arrive before it looks. */
  private synchronized Wait begin(Interest what) {
    Wait wait = new Wait(what);
    waits.add(wait);
    List<Hold> earlier = holds.stream().filter(hold -> !hold.locks).toList();
    boolean go = true;
    while (go && earlier.stream().anyMatch(hold -> !hold.arrived)) {
      go = pause();
    }
    return wait;
  }

  private synchronized void start(Wait wait) {
    wait.flows = true;
    if (flowing++ == 0) {
      unlock();
    }
  }

  private synchronized void end(Wait wait) {
    waits.remove(wait);
    if (wait.flows && --flowing == 0) {
      lock();
    }
    List.copyOf(holds).forEach(hold -> letGo(hold, wait));
  }

  /** Waits a moment for a report; returns whether the time of the wait is spent. */
  private synchronized boolean awaitNews(Wait wait) {
    if (!wait.spent && heldFor(wait).isEmpty()) {
      pause();
    }
    return wait.spent;
  }

  private synchronized List<Hold> heldFor(Wait wait) {
    return holds.stream().filter(hold -> hold.arrived && hold.watchers.contains(wait)).toList();
  }

  /** Stops the clock for a report that is about to leave, if a wait depends on it. */
  public synchronized Runnable report(Reported report) {
    Hold hold = new Hold(waits.stream().filter(wait -> report.matters(wait.what)).toList());
    if (hold.locks) {
      lock();
    }
    holds.add(hold);
    return () -> arrive(hold);
  }

  private synchronized void arrive(Hold hold) {
    hold.arrived = true;
    releaseIfSeen(hold);
    tell();
  }

  /** Runs on the server's timer, which stands still meanwhile. */
  private synchronized void spend(Wait wait) {
    if (waits.contains(wait)) {
      Hold hold = new Hold(List.of(wait));
      lock();
      hold.arrived = true;
      holds.add(hold);
      wait.spent = true;
      tell();
    }
  }

  private synchronized void letGo(Hold hold, Wait wait) {
    if (hold.watchers.remove(wait)) {
      releaseIfSeen(hold);
    }
  }

  private void releaseIfSeen(Hold hold) {
    if (hold.arrived && hold.watchers.isEmpty() && holds.remove(hold) && hold.locks) {
      unlock();
    }
  }

  /** Waits for news, or a moment; returns false if the thread is interrupted. */
  private boolean pause() {
    long before = news;
    long end = System.nanoTime() + LOOK_AGAIN.toNanos();
    try {
      for (long left = LOOK_AGAIN.toNanos(); news == before && left > 0; ) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Wakes the waits. */
  private void tell() {
    news++;
    notifyAll();
  }

  /** Gives up holds that the server itself keeps for runs that have closed. */
  public void release(int holds) {
    for (int i = 0; i < holds; i++) {
      unlock();
    }
  }

  private void lock() {
    uninterrupted(() -> locks.lockTimeSkipping(LockTimeSkippingRequest.getDefaultInstance()));
  }

  private void unlock() {
    uninterrupted(() -> locks.unlockTimeSkipping(UnlockTimeSkippingRequest.getDefaultInstance()));
  }

  /** A lock that an interrupt lost would never be given back. */
  private static void uninterrupted(Runnable call) {
    boolean interrupted = Thread.interrupted();
    try {
      call.run();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** One call of {@link #pass}. */
  private static final class Wait {
    private final Interest what;
    private boolean flows;
    private boolean spent;

    Wait(Interest what) {
      this.what = what;
    }
  }

  /** A report on its way or not yet looked at; holds a lock if somebody waits for it. */
  private static final class Hold {
    private final Set<Wait> watchers;
    private final boolean locks;
    private boolean arrived;

    Hold(List<Wait> watchers) {
      this.watchers = new HashSet<>(watchers);
      this.locks = !watchers.isEmpty();
    }
  }
}
