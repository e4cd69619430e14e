// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.Status;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerPlugin;
import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.SlotSupplier;
import java.util.List;

/**
 * Guards the activities that the workers of one process execute: while a dependency fails, their
 * attempts are turned away before they begin, and come back when it may have recovered.
 *
 * <p>Made once, when the process starts, and installed with one line:
 *
 * <pre>{@code
 * WorkerBreaker breaker =
 *     WorkerBreaker.create(WorkerBreakerOptions.newBuilder(info -> "payments").build());
 * WorkerFactoryOptions.newBuilder().setPlugins(breaker.plugin())
 * }</pre>
 *
 * <p><b>A call</b> is one attempt of an activity, local ones included. So it counts what each
 * worker sees; a {@code CircuitBreaker} of a workflow counts activities with all their attempts.
 *
 * <p><b>Turned away</b>: the attempt fails by {@code patterns.BreakerOpen}, with a {@link
 * Rejection} as its detail, and is retried once the remaining wait is over, and some more so that
 * not all come at once. It is benign: neither a warning nor counted as failed by the SDK's metrics.
 * The server counts it as an attempt all the same, so let activities be bounded by a
 * schedule-to-close timeout, not by attempts; bounded attempts are warned of once.
 *
 * <p><b>What does not count</b>: attempts that end because they were cancelled, paused, reset, or
 * their worker shut down or interrupted them; arguments and results that cannot be converted; an
 * {@link Error}. Each gives its permit back. An attempt that took longer than its start-to-close
 * timeout counts as failed by {@code TimeoutFailure}, whatever it returned, because that is what
 * the server saw; so does one that went without a heartbeat for too long.
 *
 * <p><b>Asynchronous completion</b>: completion through {@link
 * io.temporal.activity.ActivityExecutionContext#useLocalManualCompletion} counts. One from
 * elsewhere, by task token or id, is not seen; its permit is given back after a while.
 *
 * <p><b>Threads</b>: safe.
 *
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
public interface WorkerBreaker {

  /**
   * Creates the breaker of a process.
   *
   * @param options which activities call which dependency, and its rules
   * @return the breaker
   */
  static WorkerBreaker create(WorkerBreakerOptions options) {
    return DefaultWorkerBreaker.create(options);
  }

  /**
   * Installs it on all workers of a factory: {@code WorkerFactoryOptions.setPlugins}, or a bean of
   * type {@code WorkerPlugin} if Spring Boot makes the workers. Plugins are experimental in the
   * SDK.
   *
   * <p>If workers run in this process and none has the breaker, the log says so once, as an error.
   *
   * @return a plugin that adds the {@link #interceptor}; of workers only, not of clients
   */
  WorkerPlugin plugin();

  /**
   * The same without a plugin: {@code WorkerFactoryOptions.setWorkerInterceptors}. An attempt that
   * meets it twice is guarded once.
   *
   * @return the interceptor
   */
  WorkerInterceptor interceptor();

  /**
   * Lets a worker take no activity tasks while a dependency's breaker is open, and no more than
   * there are probes while it is half-open, so that tasks stay in the server's queue and no attempt
   * is turned away; only polls that are under way when it opens still bring one. For a worker whose
   * activities all call that dependency:
   *
   * <pre>{@code
   * WorkerOptions.newBuilder()
   *     .setWorkerTuner(
   *         new CompositeTuner(
   *             new FixedSizeSlotSupplier<>(200),
   *             breaker.gate("payments", new FixedSizeSlotSupplier<>(200)),
   *             new FixedSizeSlotSupplier<>(200),
   *             new FixedSizeSlotSupplier<>(200)))
   * }</pre>
   *
   * @param dependency its name
   * @param slots the slots that the worker has otherwise
   * @return the slots behind the gate, looked at ten times a second while it is shut
   */
  SlotSupplier<ActivitySlotInfo> gate(String dependency, SlotSupplier<ActivitySlotInfo> slots);

  /**
   * Tells how the dependencies are that were called so far.
   *
   * @return one for each that has something to show, by name
   */
  List<Status> status();
}
