// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.internal.Ticker;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.internal.Checks;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.worker.WorkerPlugin;
import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.SlotSupplier;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one dependency for each name. */
@RunsIn(ACTIVITY)
final class DefaultWorkerBreaker implements WorkerBreaker {
  private static final Logger LOG =
      LoggerFactory.getLogger(DefaultWorkerBreaker.class.getPackageName());

  /** So that a name made of a customer's id, say, does not fill the memory. */
  private static final int MOST_DEPENDENCIES = 1_000;

  /** When a gate looks again; on the JDK's own timer thread, and then in its common pool. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

  /** When gauges are told again, and a breaker looks whether it is on a worker. */
  private static final Executor SECONDS_LATER =
      CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS);

  private final WorkerBreakerOptions options;
  private final Ticker ticker;
  private final Map<String, Dependency> dependencies = new ConcurrentHashMap<>();
  private final AtomicBoolean full = new AtomicBoolean();
  private final Installation installation;
  private final Arrivals arrivals = new Arrivals();

  /** Set while a thread makes an attempt ready, so that it meets this breaker once. */
  private final ThreadLocal<Boolean> preparing = new ThreadLocal<>();

  /** A breaker that notices if it is on no worker. */
  static DefaultWorkerBreaker create(WorkerBreakerOptions options) {
    Installation installation = Installation.ofProcess();
    installation.watch(SECONDS_LATER);
    return new DefaultWorkerBreaker(options, Ticker.system(), installation);
  }

  DefaultWorkerBreaker(WorkerBreakerOptions options, Ticker ticker, Installation installation) {
    this.options = Checks.notNull("options", options);
    this.ticker = ticker;
    this.installation = installation;
  }

  @Override
  public WorkerPlugin plugin() {
    return GuardPlugin.of(newInterceptor(), installation);
  }

  @Override
  public WorkerInterceptor interceptor() {
    installation.done(); // as far as anybody can tell: the SDK asks it when there is work
    return newInterceptor();
  }

  private WorkerInterceptor newInterceptor() {
    return new WorkerInterceptorBase() {
      @Override
      public ActivityInboundCallsInterceptor interceptActivity(
          ActivityInboundCallsInterceptor next) {
        return new GuardedActivity(next, DefaultWorkerBreaker.this, ticker);
      }
    };
  }

  @Override
  public SlotSupplier<ActivitySlotInfo> gate(
      String dependency, SlotSupplier<ActivitySlotInfo> slots) {
    Checks.notBlank("dependency", dependency);
    Checks.notNull("slots", slots);
    return new GatedSlots(slots, () -> room(dependency), arrivals, LATER);
  }

  private int room(String name) {
    installation.workerRuns(); // or nobody would ask
    Dependency known = dependencies.get(name);
    return known == null ? Integer.MAX_VALUE : known.room(); // not called so far, so not open
  }

  @Override
  public List<Status> status() {
    return dependencies.values().stream()
        .map(Dependency::status)
        .filter(Objects::nonNull)
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .toList();
  }

  /** Tells the gate, if it came through one, that an attempt has asked. */
  void asked(ActivityInfo task) {
    arrivals.asked(task);
  }

  /** Says whether it is the first that this thread meets. */
  boolean prepare() {
    boolean first = preparing.get() == null;
    preparing.set(true);
    return first;
  }

  void prepared() {
    preparing.remove();
  }

  /** What the activity calls, or null if it is not guarded. */
  @Nullable Dependency dependency(ActivityExecutionContext context) {
    Dependency found = find(context);
    if (found == null) {
      asked(context.getInfo()); // it never will
    }
    return found;
  }

  private @Nullable Dependency find(ActivityExecutionContext context) {
    String name = options.getDependency().apply(context.getInfo());
    if (name == null) {
      return null;
    }
    Dependency known = dependencies.get(name);
    if (known != null) {
      return known;
    }
    if (dependencies.size() >= MOST_DEPENDENCIES) {
      if (full.compareAndSet(false, true)) {
        LOG.warn("{} dependencies are guarded; {} and others are not", MOST_DEPENDENCIES, name);
      }
      return null;
    }
    return dependencies.computeIfAbsent(
        name,
        added ->
            new Dependency(added, options, ticker, WorkerMeters.of(added, context), SECONDS_LATER));
  }
}
