// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a breaker is on any worker. If workers run in this process and it is on none, it guards
 * nothing, and nobody would notice: the log says so once.
 */
@RunsIn(ACTIVITY)
final class Installation {
  private static final Logger LOG = LoggerFactory.getLogger(Installation.class.getPackageName());

  /** How the SDK names the threads that poll; it has no other way to ask whether a worker runs. */
  private static final String POLLER = "Poller taskQueue=";

  /** Installed, or told that it is not. */
  private final AtomicBoolean settled = new AtomicBoolean();

  private final BooleanSupplier workersRun;
  private final Runnable tell;
  private boolean ranBefore;

  Installation(BooleanSupplier workersRun, Runnable tell) {
    this.workersRun = workersRun;
    this.tell = tell;
  }

  /** Of a breaker in this process. */
  static Installation ofProcess() {
    return new Installation(Installation::pollersRun, Installation::log);
  }

  /** The breaker was given to a worker, or to somebody who will do that. */
  void done() {
    settled.set(true);
  }

  /** A worker runs that should have it by now. */
  void workerRuns() {
    if (settled.compareAndSet(false, true)) {
      tell.run();
    }
  }

  private static void log() {
    LOG.error(
        "Workers run in this process, and none of them has this WorkerBreaker: it guards nothing."
            + " Give breaker.plugin() to WorkerFactoryOptions.setPlugins, or make it a bean of type"
            + " WorkerPlugin if Spring makes the workers.");
  }

  /**
   * Looks again and again until it knows.
   *
   * @param later runs a task after some seconds, on a thread that may be kept for a moment
   */
  void watch(Executor later) {
    later.execute(new Look(new WeakReference<>(this), later));
  }

  /** Twice, because the factory that gets the breaker may not be the first to start. */
  private boolean look() {
    boolean run = workersRun.getAsBoolean();
    if (run && ranBefore) {
      workerRuns();
    }
    ranBefore = run;
    return settled.get();
  }

  /** Whether a thread of this process polls for tasks. */
  static boolean pollersRun() {
    ThreadGroup all = Thread.currentThread().getThreadGroup();
    while (all.getParent() != null) {
      all = all.getParent();
    }
    Thread[] threads = new Thread[2 * all.activeCount()];
    all.enumerate(threads);
    return Arrays.stream(threads)
        .filter(Objects::nonNull)
        .anyMatch(thread -> thread.getName().contains(POLLER));
  }

  /** Does not keep a breaker that is forgotten. */
  private record Look(WeakReference<Installation> installation, Executor later)
      implements Runnable {
    @Override
    public void run() {
      Installation known = installation.get();
      if (known != null && !known.look()) {
        later.execute(this);
      }
    }
  }
}
