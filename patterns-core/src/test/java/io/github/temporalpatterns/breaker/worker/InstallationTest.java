// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.internal.Ticker;
import io.temporal.client.WorkflowClientPlugin;
import io.temporal.client.schedules.ScheduleClientPlugin;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.serviceclient.WorkflowServiceStubsPlugin;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerPlugin;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A breaker that is on no worker guards nothing, and says so. */
final class InstallationTest {
  private final AtomicInteger told = new AtomicInteger();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private boolean workersRun;
  private final Installation installation =
      new Installation(() -> workersRun, told::incrementAndGet);
  private final WorkerBreaker breaker =
      new DefaultWorkerBreaker(
          WorkerBreakerOptions.newBuilder(info -> "shop").build(), Ticker.system(), installation);

  /** What Spring's starter leaves out: beans that are plugins of something above the worker. */
  @Test
  void itsPluginIsOneOfWorkersAlone() {
    assertThat(breaker.plugin())
        .isNotInstanceOfAny(
            WorkflowServiceStubsPlugin.class,
            WorkflowClientPlugin.class,
            ScheduleClientPlugin.class);
    WorkerPlugin plugin = breaker.plugin();
    assertThat(plugin.getName()).isEqualTo("patterns.breaker");
    assertThat(List.of(plugin)).contains(plugin).doesNotContain(breaker.plugin());
  }

  @Test
  void itsPluginAddsTheInterceptorToThoseThatAreThere() {
    WorkerInterceptor other = new WorkerInterceptorBase() {};
    var options = WorkerFactoryOptions.newBuilder().setWorkerInterceptors(other);
    breaker.plugin().configureWorkerFactory(options);

    assertThat(options.build().getWorkerInterceptors()).hasSize(2).startsWith(other);
  }

  @Test
  void saysSoOnceIfWorkersRunWithoutIt() {
    installation.watch(later::add);
    look();
    look();
    assertThat(told).as("no worker runs").hasValue(0);
    workersRun = true;
    look();
    assertThat(told).as("the next factory may have it").hasValue(0);
    look();
    assertThat(told).hasValue(1);
    assertThat(later).as("looks no more").isEmpty();
    breaker.gate("shop", new FixedSizeSlotSupplier<>(1)).getMaximumSlots();
    installation.workerRuns();

    assertThat(told).hasValue(1);
  }

  @Test
  void saysNothingOnceItIsInstalled() {
    installation.watch(later::add);
    breaker.plugin().configureWorkerFactory(WorkerFactoryOptions.newBuilder());
    workersRun = true;
    look();
    installation.workerRuns();

    assertThat(later).isEmpty();
    assertThat(told).hasValue(0);
  }

  @Test
  void keepsNoBreakerThatIsForgotten() {
    WeakReference<Installation> forgotten = watched();
    while (forgotten.get() != null) {
      System.gc(); // until the watchdog says that it is kept
    }
    look();

    assertThat(later).isEmpty();
  }

  private WeakReference<Installation> watched() {
    Installation other = new Installation(() -> false, () -> {});
    other.watch(later::add);
    return new WeakReference<>(other);
  }

  @Test
  void seesThatWorkersRun() {
    try (TestWorkflowEnvironment env = TestWorkflowEnvironment.newInstance()) {
      env.newWorker("queue").registerActivitiesImplementations((HeartbeatTest.Work) () -> {});
      env.start();
      while (!Installation.pollersRun()) {
        Thread.onSpinWait(); // until the watchdog says that the SDK names its threads otherwise
      }
    }
  }

  private void look() {
    later.remove().run();
  }
}
