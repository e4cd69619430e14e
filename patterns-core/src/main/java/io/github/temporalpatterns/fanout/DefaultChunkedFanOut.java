// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.fanout.FanOutReport.Mode;
import io.github.temporalpatterns.fanout.FanOutReport.Outcome;
import io.github.temporalpatterns.fanout.FanOutReport.Plan;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.internal.Outcomes;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
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
    Job before = desk.job();
    if (before != null && !before.ended) {
      throw FanOutFailures.refused("run: the fan-out before has not ended");
    }
    boolean single = work.kind() == Work.Kind.ITEM || work.kind() == Work.Kind.CHILD;
    long count = source.pages() == null ? source.to() - source.from() : -1;
    Plan plan = Planner.plan(count, single ? 1 : options.getChunkSize(), options.getWindow());
    check(source, work, plan);
    String id = Workflow.getInfo().getWorkflowId();
    String batch = options.getBatchId() == null ? id : options.getBatchId();
    Spec spec = Spec.of(batch, plan.chunkSize(), options, source, work);
    Controls controls =
        new Controls(options.getWindow(), tolerated(count), options.getMaxItemsPerSecond());
    Job job = new Job(spec, plan, controls, Workflow.currentTimeMillis());
    job.childPrefix(id + "/fanout-" + ++runs);
    desk.opens(job);
    try {
      work(job, source);
    } catch (CanceledFailure e) {
      // A cancelled run keeps neither result nor failure.
      job.ended = true;
      Outcomes.publish(
          "fanout", report(job, Outcome.STOPPED), null, "", FanOutText.details(job.status()));
      throw e;
    }
    job.ended = true;
    Outcomes.show("fanout", FanOutText.details(job.status()));
    return end(job);
  }

  private void work(Job job, Source<?> source) {
    List<Segment> rest =
        List.of(
            source.pages() != null
                ? Segment.pages(0, null, Trail.START)
                : Segment.of(source.from(), source.to(), source.items()));
    Mode mode = job.plan.mode();
    if (mode == Mode.ONE_RUN || source.pages() != null) {
      rest = new SegmentRun(job, options.getDataConverter(), null).run(rest);
    }
    if (mode != Mode.COORDINATOR && !rest.isEmpty() && !job.isStopping()) {
      rest = Coordination.ofShards(job, 0).run(rest);
    }
    if (!rest.isEmpty() && !job.isStopping()) {
      Coordination.delegated(job).run(rest);
    }
  }

  private @Nullable Long tolerated(long count) {
    Long number = options.getToleratedFailures();
    Double ratio = options.getToleratedFailureRatio();
    if (ratio == null || count < 0) {
      return number;
    }
    long part = Failures.tolerated(ratio, count);
    return number == null ? Long.valueOf(part) : Long.valueOf(Math.min(number, part));
  }

  private static void check(Source<?> source, Work<?, ?> work, Plan plan) {
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
    String twice = work.itemAsKey() ? new Keys().twice(items) : null;
    if (twice != null) {
      throw FanOutFailures.refused("list: each key must be there once, was twice: " + twice);
    }
  }

  private <R extends @Nullable Object> FanOutReport<R> end(Job job) {
    String breach = job.totals.breach();
    if (breach != null) {
      throw FanOutFailures.failed(breach, report(job, Outcome.BROKEN));
    }
    long done = job.totals.succeeded() + job.totals.failed();
    Double ratio = options.getToleratedFailureRatio();
    long bound =
        job.plan.items() < 0 && ratio != null ? Failures.tolerated(ratio, done) : Long.MAX_VALUE;
    boolean late = job.totals.failed() > bound && job.controls.stop() == null;
    if (late || job.controls.isBroken(job.totals.failed())) {
      String most = late ? ratio + " of all" : String.valueOf(job.controls.tolerated());
      throw FanOutFailures.failed(
          "more items failed than tolerated (" + most + ")",
          report(job, Outcome.TOO_MANY_FAILURES));
    }
    return report(job, job.controls.stop() == null ? Outcome.COMPLETED : Outcome.STOPPED);
  }

  @SuppressWarnings("unchecked") // the reducer's class says what the value is
  private static <R extends @Nullable Object> FanOutReport<R> report(Job job, Outcome outcome) {
    return new FanOutReport<>(
        outcome,
        job.totals.succeeded(),
        job.totals.failed(),
        job.totals.failures(),
        job.plan,
        job.elapsed(),
        (R) job.totals.value());
  }
}
