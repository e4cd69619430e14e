// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.SuppressNondeterminism;
import io.github.temporalpatterns.fanout.Controls.Control;
import io.github.temporalpatterns.fanout.FanOutOperator.Stop;
import io.github.temporalpatterns.internal.Limits;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ChildWorkflowStub;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Child workflows that share the work, the window and the tolerated failures: each has a lease on a
 * part of both, and one that has used up its lease of failures gives back what it did not do.
 */
final class Coordination {
  static final String CONTROL = "fanout.control";
  static final String NEXT = "fanout.next";

  /** A child under way. */
  private record Running(int slot, ChildWorkflowStub stub, @Nullable Long lease) {}

  private final Job job;
  private final String type;
  private final int slots;
  private final SegmentQueue pending;
  private final Map<Integer, Running> running = new TreeMap<>();
  private final EventBudget budget;
  private final Limits.Meter meter;
  private int started;
  private int told;
  private int toldVersion;
  private boolean toldStop;
  private boolean full;

  private Coordination(Job job, String type, int slots, long itemsOfAChild, int started) {
    this.job = job;
    this.type = type;
    this.slots = slots;
    this.started = started;
    meter = new Limits.Meter(job.converter);
    pending = new SegmentQueue(itemsOfAChild, meter);
    budget = new EventBudget(EventBudget.CHILD, job.spec.events());
    toldVersion = job.controls.now().version();
  }

  /** By shards, of which so many were started before. */
  static Coordination ofShards(Job job, int started) {
    FanOutReport.Plan plan = job.plan;
    int slots = plan.shardsAtOnce() > 0 ? plan.shardsAtOnce() : Planner.most(job.controls.window());
    int chunks = plan.shardChunks() > 0 ? plan.shardChunks() : Planner.CHUNKS_OF_A_SHARD;
    long items = (long) chunks * plan.chunkSize();
    return new Coordination(job, ShardWorkflow.TYPE, slots, items, started);
  }

  /** By one coordinator, which can continue as new. */
  static Coordination delegated(Job job) {
    return new Coordination(job, CoordinatorWorkflow.TYPE, 1, Long.MAX_VALUE, 0);
  }

  int started() {
    return started;
  }

  void add(Segment segment) {
    pending.add(segment);
  }

  /** Works on as much as this run can take, and returns the rest. */
  @SuppressNondeterminism(
      value = "a cancellation from outside is thrown again when all shards have ended",
      rules = "SWALLOWED_CANCELLATION")
  List<Segment> run(List<Segment> segments) {
    segments.forEach(pending::add);
    try {
      loop();
    } catch (CanceledFailure e) {
      // Cancelled, a child could not tell what it did; told to stop, it can. Thrown again below.
      job.controls.setStop(Stop.NOW);
    }
    Workflow.newDetachedCancellationScope(this::settle).run();
    job.throwBug();
    CancellationScope.throwCanceled();
    return pending.rest();
  }

  /** A shard of pages tells its coordinator early what it will not do, so that the next begins. */
  static void tellParent(Segment rest) {
    String parent = Workflow.getInfo().getParentWorkflowId().orElseThrow();
    Async.procedure(() -> Workflow.newUntypedExternalWorkflowStub(parent).signal(NEXT, rest));
  }

  private void loop() {
    while (true) {
      // Over comes last: that there is no room for another shard is found out by the others.
      Workflow.await(() -> isStale() || mayStart() || isOver());
      if (isOver()) {
        return;
      }
      if (isStale()) {
        tell();
      } else {
        start();
      }
      job.show();
    }
  }

  private void settle() {
    if (isStale()) {
      tell();
    }
    Workflow.await(running::isEmpty);
  }

  private boolean isOver() {
    return running.isEmpty() && (job.isStopping() || full || pending.isEmpty());
  }

  private boolean mayStart() {
    if (job.isStopping() || job.controls.paused() || pending.isEmpty() || freeSlot() < 0) {
      return false;
    }
    // The reserve of the budget is enough for one coordinator, and there is nobody after it.
    boolean last = type.equals(CoordinatorWorkflow.TYPE);
    boolean fits =
        last || (!full && budget.fits(Workflow.getInfo().getHistoryLength(), running.size()));
    full |= !fits && running.isEmpty();
    return fits && meter.fitsTask(pending.bytes());
  }

  private void start() {
    int slot = freeSlot();
    int number = ++started;
    String id = job.childPrefix() + "/" + number + Job.token();
    Long lease = lease(slots - running.size());
    meter.schedule(id, pending.bytes());
    List<Segment> segments = pending.take();
    budget.scheduled();
    ChildWorkflowOptions options = ChildWorkflowOptions.newBuilder().setWorkflowId(id).build();
    ChildWorkflowStub stub = Workflow.newUntypedChildWorkflowStub(type, options);
    running.put(number, new Running(slot, stub, lease));
    job.shards.put(number, id);
    Object argument = argument(segments, control(slot, lease));
    Workflow.newDetachedCancellationScope(() -> execute(number, id, stub, argument)).run();
  }

  private void execute(int number, String id, ChildWorkflowStub stub, Object argument) {
    stub.executeAsync(Tally.class, argument)
        .handle(
            (tally, failure) -> {
              running.remove(number);
              job.shards.remove(number);
              job.end("shard " + id, () -> ended(id, tally, failure));
              return null;
            });
  }

  private Object argument(List<Segment> segments, Control control) {
    if (type.equals(ShardWorkflow.TYPE)) {
      return new ShardWorkflow.Shard(job.spec, job.plan, segments, control);
    }
    Tally none = new Tally(0, 0, List.of(), null, null, List.of());
    return new CoordinatorWorkflow.Stage(
        job.spec, job.plan, segments, control, none, job.clock(), 0);
  }

  private void ended(String id, @Nullable Tally tally, @Nullable RuntimeException failure) {
    if (tally != null) {
      job.totals.add(tally);
      tally.rest().forEach(pending::add);
    } else if (failure != null) {
      job.broken("shard " + id, failure);
    }
  }

  /** Whether the children do not know the newest commands yet. */
  private boolean isStale() {
    return job.controls.now().version() != toldVersion || (job.isStopping() && !toldStop);
  }

  private void tell() {
    boolean again = job.controls.now().version() != toldVersion;
    toldVersion = job.controls.now().version();
    toldStop |= job.isStopping();
    told++;
    running.replaceAll(
        (number, child) -> {
          Long lease = again ? share(slots) : child.lease();
          Control control = control(child.slot(), lease);
          // A child that has just ended cannot be told, and need not be.
          Async.procedure(() -> tell(child, control)).handle((none, ended) -> null);
          return new Running(child.slot(), child.stub(), lease);
        });
  }

  /** Without a run id: a coordinator may have continued as new. */
  private static void tell(Running child, Control control) {
    String id = child.stub().getExecution().get().getWorkflowId();
    Workflow.newUntypedExternalWorkflowStub(id).signal(CONTROL, control);
  }

  private Control control(int slot, @Nullable Long lease) {
    Stop stop = job.controls.stop() == null && job.isStopping() ? Stop.DRAIN : job.controls.stop();
    Double rate = job.controls.rate();
    Double share = rate == null ? null : rate / Math.min(slots, job.controls.window());
    return new Control(told, window(slot), lease, job.controls.paused(), stop, share);
  }

  private int window(int slot) {
    int window = job.controls.window();
    int even = window / slots + (slot < window % slots ? 1 : 0);
    return slots == 1 ? window : Math.min(even, Planner.WINDOW_OF_ONE_RUN);
  }

  private int freeSlot() {
    for (int slot = 0; slot < slots; slot++) {
      int wanted = slot;
      if (window(slot) > 0
          && running.values().stream().noneMatch(child -> child.slot() == wanted)) {
        return slot;
      }
    }
    return -1;
  }

  /** A part of the failures that may still happen and are not leased. */
  private @Nullable Long lease(int parts) {
    Long all = share(1);
    if (all == null) {
      return null;
    }
    long leased =
        running.values().stream()
            .mapToLong(child -> child.lease() == null ? 0 : child.lease())
            .sum();
    return Math.max(0, all - leased) / parts;
  }

  private @Nullable Long share(int parts) {
    Long tolerated = job.controls.tolerated();
    return tolerated == null ? null : Math.max(0, tolerated - job.totals.failed()) / parts;
  }
}
