// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.fanout.FanOutReport.Mode;
import io.github.temporalpatterns.fanout.FanOutReport.Outcome;
import io.github.temporalpatterns.fanout.FanOutReport.Plan;
import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.Limits;
import io.github.temporalpatterns.internal.Outcomes;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does in its own run what fits there, hands what does not to shards, and what those of one run
 * cannot do to a coordinator. The same order whatever made the work too much: the plan, or failures
 * that cut chunks into more calls than planned.
 */
final class DefaultChunkedFanOut implements ChunkedFanOut {
  private final FanOutOptions options;
  private final FanOutDesk desk;
  private int runs;

  DefaultChunkedFanOut(FanOutOptions options) {
    this.options = options;
    desk = new FanOutDesk(options.isWaitingAttribute());
  }

  @Override
  public <T extends @Nullable Object, R extends @Nullable Object> FanOutReport<R> run(
      Source<T> source, Work<T, R> work) {
    return run(source, work, options);
  }

  @Override
  public <T extends @Nullable Object, R extends @Nullable Object> FanOutReport<R> run(
      Source<T> source, Work<T, R> work, FanOutOptions options) {
    Job before = desk.job();
    if (before != null && !before.ended) {
      throw new IllegalStateException("run: an earlier fan-out of this workflow has not ended");
    }
    WorkerProcess.check();
    boolean single = work.kind() == Work.Kind.ITEM || work.kind() == Work.Kind.CHILD;
    long count = source.pages() == null ? source.to() - source.from() : -1;
    Plan plan = Planner.plan(count, single ? 1 : options.getChunkSize(), options.getWindow());
    check(source, plan);
    FanOutEnd end = new FanOutEnd(options);
    String id = shortId();
    runs++;
    CallNames names = CallNames.of(options.getBatchId(), runs);
    Spec spec = Spec.of(id, names, plan.chunkSize(), options, source, work);
    Controls controls =
        new Controls(options.getWindow(), end.tolerated(count), options.getMaxItemsPerSecond());
    Job job = new Job(spec, plan, controls, work.reducer());
    job.childPrefix(id + "/fanout-" + runs);
    Parts parts = parts(job, source);
    desk.opens(job);
    try {
      work(job, parts);
    } catch (CanceledFailure e) {
      // A cancelled run keeps neither result nor failure.
      job.ended = true;
      Outcomes.publish(
          "fanout",
          FanOutEnd.report(job, Outcome.STOPPED),
          null,
          "",
          FanOutText.details(job.status()));
      throw e;
    }
    job.ended = true;
    Outcomes.show("fanout", FanOutText.details(job.status()));
    return end.of(job);
  }

  /** What ids of children begin with; of an id that leaves no room for more, a stand-in. */
  private static String shortId() {
    String id = Workflow.getInfo().getWorkflowId();
    return Limits.bytes(id) <= FanOutOptions.LONGEST_BATCH_ID ? id : "fanout" + Job.token();
  }

  /** What is worked on in this run, and what by others. */
  private record Parts(List<Segment> here, List<Segment> elsewhere) {}

  private static Parts parts(Job job, Source<?> source) {
    List<?> given = source.items();
    if (given != null) {
      return apart(job, Items.encode(job.converter, given, job.spec.kind().isInChunks()));
    }
    List<Segment> all =
        source.pages() != null
            ? List.of(Segment.pages(0, null, Trail.START))
            : List.of(Segment.of(source.from(), source.to(), null));
    boolean isHere = job.plan.mode() == Mode.ONE_RUN || source.pages() != null;
    return isHere ? new Parts(all, List.of()) : new Parts(List.of(), all);
  }

  /** Items that no shard could take come first, and here: so all sizes take the same ones. */
  private static Parts apart(Job job, List<Encoded> items) {
    String twice = job.spec.itemAsKey() ? new Keys().twice(items) : null;
    if (twice != null) {
      throw FanOutFailures.refused("list: each key must be there once, was twice: " + twice);
    }
    List<Segment> large = new ArrayList<>();
    List<Segment> others = new ArrayList<>();
    SegmentQueue.apart(0, items, item -> SegmentQueue.isLarge(job.converter, item), large, others);
    if (job.plan.mode() != Mode.ONE_RUN) {
      return new Parts(large, others);
    }
    large.addAll(others);
    return new Parts(large, List.of());
  }

  private static void work(Job job, Parts parts) {
    List<Segment> rest = new ArrayList<>(parts.elsewhere());
    if (!parts.here().isEmpty()) {
      rest.addAll(0, new SegmentRun(job, null).run(parts.here()));
    }
    if (job.plan.mode() != Mode.COORDINATOR && !rest.isEmpty() && !job.isStopping()) {
      rest = Coordination.ofShards(job, 0).run(rest);
    }
    if (!rest.isEmpty() && !job.isStopping()) {
      Coordination.delegated(job).run(rest);
    }
  }

  private static void check(Source<?> source, Plan plan) {
    List<?> items = source.items();
    if (items == null) {
      return;
    }
    if (plan.mode() == Mode.COORDINATOR) {
      throw FanOutFailures.refused(
          "list: at most %,d items in %,d shards, was %,d; take pages or a range"
              .formatted(
                  (long) plan.shardChunks() * plan.chunkSize() * Planner.SHARDS_OF_ONE_RUN,
                  Planner.SHARDS_OF_ONE_RUN,
                  items.size()));
    }
  }
}
