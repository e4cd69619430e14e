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
 * Guards the activities that the workers of one process execute: while a dependency fails, it turns
 * their attempts away before they begin, and they come back when the dependency may have recovered.
 *
 * <p>Create it once, when the process starts, and install it with one line:
 *
 * <pre>{@code
 * WorkerBreaker breaker =
 *     WorkerBreaker.create(WorkerBreakerOptions.newBuilder(info -> "payments").build());
 * WorkerFactoryOptions.newBuilder().setPlugins(breaker.plugin())
 * }</pre>
 *
 * <p><b>A call</b> is one attempt of an activity or local activity. So it counts what each worker
 * sees; a {@code CircuitBreaker} of a workflow counts activities with all their attempts.
 *
 * <p><b>Turned away</b>: the attempt fails by {@code patterns.BreakerOpen}, with a {@link
 * Rejection} as its detail, and is retried when the remaining wait is over, a little later each so
 * that not all come at once. The failure is benign: the SDK logs no warning and its metrics do not
 * count it as failed. The server still counts it as an attempt, so bound activities by a
 * schedule-to-close timeout, not by attempts. The log warns once about bounded attempts.
 *
 * <p><b>What does not count</b>: attempts that end because they were cancelled, paused, reset, or
 * their worker shut down or interrupted them; arguments and results that cannot be converted; and
 * attempts that throw an {@link Error}. Each gives its permit back. An attempt that took longer
 * than its start-to-close timeout counts as failed by {@code TimeoutFailure}, whatever it returned,
 * because that is what the server saw. So does an attempt that sent no heartbeat for too long.
 *
 * <p><b>Asynchronous completion</b>: completion through {@link
 * io.temporal.activity.ActivityExecutionContext#useLocalManualCompletion} counts. The worker does
 * not see a completion from elsewhere, by task token or id; the permit of such an attempt is given
 * back after a while.
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
   * @param options which activities call which dependency, and the rules of each
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
   * @return a plugin that adds the {@link #interceptor}; it is a plugin of workers only, not of
   *     clients
   */
  WorkerPlugin plugin();

  /**
   * The same without a plugin: {@code WorkerFactoryOptions.setWorkerInterceptors}. If it is
   * installed twice, an attempt is still guarded once.
   *
   * @return the interceptor
   */
  WorkerInterceptor interceptor();

  /**
   * Lets a worker take no activity tasks while a dependency's breaker is open, and no more than
   * there are probes while it is half-open. So tasks stay in the server's queue and no attempt is
   * turned away, except by polls that are under way when the breaker opens. Use it for a worker
   * whose activities all call that dependency:
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
   * @return the slots behind the gate; while it is shut, it checks ten times a second whether it
   *     may open
   */
  SlotSupplier<ActivitySlotInfo> gate(String dependency, SlotSupplier<ActivitySlotInfo> slots);

  /**
   * Returns the status of each dependency that was called so far.
   *
   * @return one for each that has something to show, by name
   */
  List<Status> status();
}
