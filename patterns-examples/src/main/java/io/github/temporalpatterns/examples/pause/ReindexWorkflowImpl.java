// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.pause;

import io.github.temporalpatterns.pause.LongRunningWorkflow;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.github.temporalpatterns.pause.PauseOptions;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;

/**
 * Each step is an activity; between two of them it can be paused, stopped and continued. The
 * heartbeat timeout is how long a dead worker goes unnoticed.
 */
public class ReindexWorkflowImpl
    extends LongRunningWorkflow<
        ReindexWorkflow.Tree, ReindexWorkflow.Indexed, ReindexWorkflow.Indexed>
    implements ReindexWorkflow {
  private final FileIndex index =
      Workflow.newActivityStub(
          FileIndex.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofMinutes(5))
              .setHeartbeatTimeout(Duration.ofSeconds(5))
              .build());

  @WorkflowInit
  public ReindexWorkflowImpl(Job<Tree, Indexed> job) {
    super(job, PauseOptions.newBuilder().build());
  }

  @Override
  public Indexed reindex(Job<Tree, Indexed> job) {
    return run(job);
  }

  @Override
  protected Steps steps(Tree tree) {
    return Steps.unknown().every(tree.delay());
  }

  @Override
  protected Indexed begin(Tree tree) {
    return new Indexed(null, 0, 0, index.count(tree.root()), false);
  }

  @Override
  protected Indexed step(long i, Indexed before) {
    return index.next(config(), before);
  }

  @Override
  protected boolean isDone(long i, Indexed indexed) {
    return indexed.complete();
  }

  @Override
  protected Indexed result(Indexed indexed) {
    return indexed;
  }

  @Override
  protected Progress progress(long i, Indexed indexed) {
    return new Progress(indexed.files(), indexed.total(), indexed.last());
  }
}
