// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import io.github.temporalpatterns.breaker.BreakerOptions.WhenOpen;
import io.github.temporalpatterns.breaker.machine.internal.Machine;
import io.github.temporalpatterns.breaker.machine.internal.Permit;
import io.github.temporalpatterns.breaker.machine.internal.Waits;
import io.github.temporalpatterns.internal.Awaits;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Where calls ask for a permit, and wait for it in the order in which they came. */
final class Gate {

  /** The place of one call in the queue; two of one time are not the same. */
  private static final class Place {
    private final long deadline;

    private Place(long deadline) {
      this.deadline = deadline;
    }
  }

  private final BreakerOptions options;
  private final Machine machine;
  private final Runnable changed;
  private final Deque<Place> queue = new ArrayDeque<>();

  Gate(BreakerOptions options, Machine machine, Runnable changed) {
    this.options = options;
    this.machine = machine;
    this.changed = changed;
  }

  int waiting() {
    return queue.size();
  }

  /** A permit, or null if the call is rejected. */
  @Nullable Permit acquire() {
    Permit permit = queue.isEmpty() ? machine.tryAcquire() : null;
    if (permit != null || options.getWhenOpen() == WhenOpen.REJECT) {
      return permit;
    }
    Duration longest = options.getMaximumWait();
    Place place = new Place(longest == null ? Waits.NEVER : now() + longest.toMillis());
    queue.add(place);
    changed.run();
    try {
      permit = awaitTurn(place);
    } catch (RuntimeException e) {
      // not in a finally block, which also runs when the run leaves the cache
      leave(place);
      throw e;
    }
    leave(place);
    return permit;
  }

  private void leave(Place place) {
    queue.remove(place);
    changed.run();
  }

  private @Nullable Permit awaitTurn(Place place) {
    while (true) {
      boolean first = queue.peek() == place;
      if (first && now() >= machine.freeAt()) {
        Permit permit = machine.tryAcquire();
        changed.run();
        if (permit != null) {
          return permit;
        }
      }
      if (now() >= place.deadline) {
        return null;
      }
      park(place, first);
    }
  }

  /** Only the first waits for the breaker; the others wait until they are first. */
  private void park(Place place, boolean first) {
    long freeAt = machine.freeAt();
    Functions.Func<Boolean> turn = () -> first ? machine.freeAt() != freeAt : queue.peek() == place;
    long until = first ? Math.min(freeAt, place.deadline) : place.deadline;
    if (until == Waits.NEVER) {
      Workflow.await(turn::apply);
    } else {
      Awaits.await(
          Duration.ofMillis(until - now()), "breaker " + options.getName() + ": waits", turn);
    }
  }

  private static long now() {
    return Workflow.currentTimeMillis();
  }
}
