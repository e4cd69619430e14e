// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.fanout;

import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Lets an activity write the list, and a fan-out work on the numbers of its lines. */
public final class AuditWorkflowImpl implements AuditWorkflow {
  // region audit
  private static final ActivityOptions LIST =
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(30)).build();

  // A chunk may hold long files; the heartbeat tells a slow worker from a dead one.
  private static final ActivityOptions CHECK =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofHours(6))
          .setHeartbeatTimeout(Duration.ofSeconds(10))
          .build();

  private final Audits audits = Workflow.newActivityStub(Audits.class, LIST);
  private final ChunkedFanOut fanOut =
      ChunkedFanOut.create(FanOutOptions.newBuilder(CHECK).setWindow(16).build());

  @Override
  public FanOutReport<Totals> audit() {
    long artifacts = audits.list();
    return fanOut.run(
        Source.range(0, artifacts),
        Work.chunks(Audits.class, Audits::check).reduce(Totals.Sum.class));
  }
  // endregion
}
