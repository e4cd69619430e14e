// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Time, as far as a batch needs it: beats by a timer. */
@RunsIn(ACTIVITY)
interface Pulse {

  /** A thread of its own: neither a slow item nor a slow source may stop the heart. */
  Pulse TIMER =
      (interval, beat) -> {
        ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Threads.daemons("patterns-batch-heart-"));
        Future<?> unused =
            timer.scheduleWithFixedDelay(
                beat, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        return timer::shutdownNow;
      };

  /** Beats until what it returns is run. */
  Runnable start(Duration interval, Runnable beat);
}
