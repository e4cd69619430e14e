// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.time;

import io.github.temporalpatterns.testing.internal.ShortPause;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The clocks of a real server that can skip time: each run has its own, which goes with real time
 * unless a test sends it forward.
 *
 * <p>Time that is to pass sends the open runs from one timer or retry to the next and looks in
 * between. Sent further at once, a run leaps to its bound past a timer that is due just then; and
 * if its bound has gone by while it was at work, it leaps to the next timer, however far that is.
 * So each leap ends a little before the timer, and the rest is real time.
 */
public final class NativeTime implements ServerTime {
  /** Longer than the server takes to hear of a leap, after which a run counts from its own now. */
  private static final Duration REST = Duration.ofMillis(20);

  private final NativeRuns runs;
  private final ReentrantLock turn = new ReentrantLock();
  private Duration ahead = Duration.ZERO;

  public NativeTime(NativeRuns runs) {
    this.runs = runs;
  }

  /** The time of the run that is, or was, furthest ahead. */
  @Override
  public synchronized Instant now() {
    runs.all().forEach(run -> reach(run.now()));
    return Instant.now().plus(ahead);
  }

  @Override
  public boolean mayOvershoot() {
    return true;
  }

  /** One wait at a time: two would send the same runs to different ends. */
  @Override
  public boolean pass(Duration atMost, Interest what, BooleanSupplier done) {
    while (!turn.tryLock()) {
      if (done.getAsBoolean()) {
        return true;
      }
      ShortPause.take();
    }
    try {
      Instant end = now().plus(atMost);
      boolean came = stepTo(end, what, done);
      if (!came) {
        reach(end);
      }
      return came;
    } finally {
      turn.unlock();
    }
  }

  /** Remembers a time that has passed, even if no run was there to see it. */
  private synchronized void reach(Instant time) {
    Duration its = Duration.between(Instant.now(), time);
    ahead = its.compareTo(ahead) > 0 ? its : ahead;
  }

  /** Sends the open runs from event to event; returns whether it is done, false at the end. */
  private boolean stepTo(Instant end, Interest what, BooleanSupplier done) {
    while (true) {
      // Looked at first: what happens after this look is seen at the next.
      List<NativeRuns.State> open = runs.open();
      if (done.getAsBoolean()) {
        return true;
      }
      // Once all runs have closed, the client hears of it, or a run that continues one begins.
      if (open.isEmpty() ? what == Interest.CLOSING : isBusy(open)) {
        ShortPause.take();
        continue;
      }
      Instant next =
          open.stream()
              .map(NativeRuns.State::nextEvent)
              .flatMap(Optional::stream)
              .filter(end::isAfter)
              .min(Instant::compareTo)
              .orElse(end);
      if (next.equals(end) && open.stream().noneMatch(run -> run.now().isBefore(end))) {
        return false;
      }
      Instant rest = next.minus(REST);
      if (open.stream().noneMatch(run -> run.now().isBefore(rest))) {
        ShortPause.take();
      } else if (sendTo(rest, done)) {
        return true;
      }
    }
  }

  private static boolean isBusy(List<NativeRuns.State> open) {
    return open.stream().anyMatch(NativeRuns.State::isBusy);
  }

  /** Sends the open runs forward; returns whether it is done, false once they have arrived. */
  private boolean sendTo(Instant end, BooleanSupplier done) {
    Set<String> sent = new HashSet<>();
    while (true) {
      List<NativeRuns.State> open = runs.open();
      List<NativeRuns.State> fresh = open.stream().filter(run -> sent.add(run.runId())).toList();
      fresh.forEach(run -> runs.forward(run, end));
      if (done.getAsBoolean()) {
        runs.open().forEach(runs::stop);
        return true;
      }
      if (fresh.isEmpty() && haveArrived(open)) {
        runs.open().forEach(runs::stop);
        return false;
      }
      ShortPause.take();
    }
  }

  /**
   * The server ends the sending of a run that has arrived. A run with open children does not move
   * before they have closed.
   */
  private static boolean haveArrived(List<NativeRuns.State> open) {
    return open.isEmpty()
        || (open.stream().allMatch(run -> !run.isSent() || run.hasChildren())
            && !open.stream().allMatch(NativeRuns.State::isSent));
  }
}
