// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.flawed;

import io.github.temporalpatterns.saga.SagaCompensator.Steps;
import io.github.temporalpatterns.saga.SagaOptions;
import io.github.temporalpatterns.saga.SagaWorkflow;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/** The same order without the eight bugs. */
public final class SoundCheckout extends SagaWorkflow<List<String>, String> implements Checkout {
  private static final ActivityOptions ONCE =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(3))
          .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
          .build();

  private boolean approved;
  private String status = "new";

  public SoundCheckout() {
    super(SagaOptions.newBuilder(ONCE).build());
  }

  @Override
  public String place(List<String> items) {
    return run(items);
  }

  @Override
  protected String steps(Steps steps, List<String> items) {
    for (String item : new LinkedHashSet<>(items)) {
      steps.step("reserve " + item).run(Store.class, (store, key) -> store.reserve(item));
    }
    steps
        .step("charge")
        .undo(Store.class, (store, key) -> store.refund(key.toString()))
        .call(Store.class, (store, key) -> store.charge(key.toString()));
    status = "charged";
    if (!isApprovedWithin(Duration.ofDays(1))) {
      throw ApplicationFailure.newFailure("nobody approved the order", "NOT_APPROVED");
    }
    steps.step("ship").run(Store.class, (store, key) -> store.ship(key.toString()));
    return "on its way";
  }

  /** The timer ends with the wait, whichever way that ends. */
  private boolean isApprovedWithin(Duration limit) {
    Promise<?>[] timer = new Promise<?>[1];
    CancellationScope timing =
        Workflow.newCancellationScope(() -> timer[0] = Workflow.newTimer(limit));
    timing.run();
    Workflow.await(() -> approved || timer[0].isCompleted());
    timing.cancel();
    return approved;
  }

  @Override
  public void approve() {
    approved = true;
  }

  @Override
  public String status() {
    return status;
  }
}
