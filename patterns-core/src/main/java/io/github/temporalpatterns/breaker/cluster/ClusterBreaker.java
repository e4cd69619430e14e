// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.cluster.LeaseHolder.Errand;
import io.github.temporalpatterns.breaker.internal.Ticker;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.worker.Guard;
import io.github.temporalpatterns.breaker.worker.Guard.Answer;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.github.temporalpatterns.breaker.worker.WorkerBreaker;
import io.github.temporalpatterns.internal.Checks;
import io.temporal.client.WorkflowClient;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A breaker that all processes which call a dependency share. It is a guard for {@link
 * WorkerBreaker}, and each process needs one line.
 *
 * <pre>{@code
 * // on workers of the options' task queue
 * worker.registerWorkflowImplementationTypes(ClusterBreaker.workflow());
 *
 * ClusterBreaker shared = ClusterBreaker.connect(() -> client, options);
 * WorkerBreakerOptions.newBuilder(...).setGuards((name, rules) -> shared);
 * }</pre>
 *
 * <p>An entity, which is a workflow, makes the decision. A process asks nobody before a call: it
 * decides by what it heard last, and counts how its calls end. One thread reports to the entity and
 * hears what holds from then on. It does so once a second at most, and less often if there is
 * nothing to report or too many processes report. The first report starts the entity.
 *
 * <p><b>Cost</b>: a report costs 5 events of the entity if it comes alone, and little more than 2
 * if many come together. Questions of idle processes cost none.
 *
 * <p><b>Unreachable entity</b>: what was heard last holds for the lease time; after that, the
 * options say whether calls are permitted. A process keeps its counts for as long as they would
 * count, and reports them later.
 *
 * <p>For activity code, or any other code outside workflows. <b>Threads</b>: safe.
 *
 * @since 0.1.0
 */
@RunsIn(ACTIVITY)
public final class ClusterBreaker implements Guard, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterBreaker.class);
  private static final long TICK = 1_000;
  private static final int PROCESS_LENGTH = 100;

  private final ClusterBreakerOptions options;
  private final EntityLink link;
  private final Ticker ticker;
  private final LeaseHolder holder;
  private final ScheduledExecutorService reporter;
  private final long connectedAt;
  private boolean wasAlone;

  ClusterBreaker(String source, ClusterBreakerOptions options, EntityLink link, Ticker ticker) {
    this.options = options;
    this.link = link;
    this.ticker = ticker;
    holder = new LeaseHolder(source, options);
    reporter = new ScheduledThreadPoolExecutor(1, this::thread, new DiscardPolicy());
    connectedAt = now();
  }

  /**
   * Returns the workflow that workers of the options' task queue register, whatever the rules:
   * {@code worker.registerWorkflowImplementationTypes(ClusterBreaker.workflow())}.
   *
   * @return its class
   */
  public static Class<?> workflow() {
    return BreakerEntity.Default.class;
  }

  /**
   * Connects this process with a shared breaker, once, because a process that connects twice counts
   * as two. Close the guard when the process makes no more calls.
   *
   * @param client returns the client of the entity's namespace, or of another namespace if the
   *     options name the entity's. The thread that reports asks it once, and again a little later
   *     as long as it throws. So the client may be created after the breaker, for example by a
   *     container. Its data converter must be that of the workers that host the entity.
   * @param options how it works; the same in all processes
   * @return the guard, whose thread runs
   */
  public static ClusterBreaker connect(
      Supplier<WorkflowClient> client, ClusterBreakerOptions options) {
    Checks.notNull("client", client);
    Checks.notNull("options", options);
    String process = ManagementFactory.getRuntimeMXBean().getName();
    String known = process.substring(0, Math.min(process.length(), PROCESS_LENGTH));
    String source = known + "/" + UUID.randomUUID();
    ClusterBreaker breaker =
        new ClusterBreaker(source, options, new RemoteEntity(client, options), Ticker.system());
    breaker.start();
    return breaker;
  }

  void start() {
    // Processes that start together should not speak together.
    again(ThreadLocalRandom.current().nextLong(TICK));
  }

  /** Not a fixed schedule, which the first Error would end without a word. */
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
  private void again(long millis) {
    reporter.schedule(this::turn, millis, TimeUnit.MILLISECONDS);
  }

  private void turn() {
    try {
      tick();
    } finally {
      again(TICK);
    }
  }

  @Override
  public synchronized Answer ask() {
    long now = now();
    warnIfAlone(now);
    Ticket ticket = holder.acquire(now);
    return ticket == null
        ? Answer.rejected(holder.rejection(now))
        : Answer.granted(call -> end(ticket, call));
  }

  /** Said once, when a call is first decided without the entity: a report may hang without end. */
  private void warnIfAlone(long now) {
    boolean starts = now - connectedAt <= options.getLeaseTime().toMillis();
    boolean alone = holder.isAlone(now) && !starts;
    if (alone && !wasAlone) {
      LOG.warn(
          "Shared breaker {} has not answered for more than {}. Does a worker of task queue {} host"
              + " it, by ClusterBreaker.workflow()? Until it answers, whenUnreachable holds: {}",
          options.getName(),
          options.getLeaseTime(),
          options.getTaskQueue(),
          options.getWhenUnreachable());
    }
    wasAlone = alone;
  }

  @Override
  public synchronized int room() {
    return holder.room(now());
  }

  private synchronized void end(Ticket ticket, Ended call) {
    holder.end(ticket, now(), call);
  }

  /**
   * Returns what this process knows: state, next probe and explanation. The entity knows what is
   * counted in all processes; ask it by {@link
   * io.github.temporalpatterns.breaker.machine.BreakerOperator#breakerStatus}.
   *
   * @return the status, without counts
   */
  @Override
  public synchronized Status status() {
    return holder.status(now());
  }

  /**
   * Ends the thread that reports, so close it after the workers. What was counted since the last
   * report is lost. Later questions are answered as if the entity could not be reached.
   */
  @Override
  public void close() {
    reporter.shutdownNow();
  }

  /** Does what is due; called by one thread. */
  void tick() {
    try {
      Errand errand = next();
      if (errand == Errand.READ) {
        errand = heard(link.read());
      }
      if (errand == Errand.REPORT) {
        told(link.report(report()));
      }
    } catch (RuntimeException e) {
      boolean refused = FailureTypes.matches(e, FailureTypes.BREAKER_REFUSED);
      if (failed(refused) && !reporter.isShutdown()) {
        LOG.warn(
            "Shared breaker {} {}; trying again",
            options.getName(),
            refused ? "refused a report, which is lost" : "cannot be reached",
            e);
      }
    }
  }

  private synchronized Errand next() {
    Errand errand = holder.due(now());
    if (errand == Errand.READ) {
      holder.reading(now());
    }
    return errand;
  }

  /** Says what is to be done now that the question is answered. */
  private synchronized Errand heard(@Nullable Lease lease) {
    return lease == null || holder.read(now(), lease) ? Errand.REPORT : Errand.NOTHING;
  }

  private synchronized Report report() {
    return holder.report(now());
  }

  private synchronized void told(Lease lease) {
    holder.reported(now(), lease);
  }

  private synchronized boolean failed(boolean refused) {
    return holder.failed(refused);
  }

  /** Never goes back, as the entity requires; says nothing about the time of day. */
  private long now() {
    return ticker.millis();
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "breaker-" + options.getName());
    thread.setDaemon(true);
    return thread;
  }
}
