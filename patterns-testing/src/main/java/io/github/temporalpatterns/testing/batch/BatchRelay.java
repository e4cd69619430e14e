// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import io.github.temporalpatterns.testing.batch.ScriptedBatch.Plan;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Result;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One activity after the other, until one says that all is done. */
final class BatchRelay implements ScriptedBatchWorkflow {
  private final ScriptedBatch batch =
      Workflow.newActivityStub(
          ScriptedBatch.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofMinutes(1))
              .setHeartbeatTimeout(Duration.ofSeconds(6))
              .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
              .setRetryOptions(
                  RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(10)).build())
              .build());
  private boolean renewed;

  @Override
  public Result process(Plan plan) {
    String checkpoint = null;
    while (true) {
      Result result = part(plan, checkpoint);
      if (result.completed()) {
        return result;
      }
      checkpoint = result.checkpoint();
    }
  }

  private Result part(Plan plan, @Nullable String checkpoint) {
    CompletablePromise<Result> end = Workflow.newPromise();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> end.completeFrom(Async.function(batch::process, plan, checkpoint)));
    scope.run();
    Workflow.await(() -> end.isCompleted() || renewed);
    if (renewed) {
      renewed = false;
      scope.cancel();
    }
    return end.get();
  }

  @Override
  public void renew() {
    renewed = true;
  }
}
