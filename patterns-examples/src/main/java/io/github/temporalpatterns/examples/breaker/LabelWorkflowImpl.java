// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.util.List;

/** Asks no more for a while once three parcels in a row got no label. */
// region class
public class LabelWorkflowImpl extends CircuitBreakerWorkflow<Carrier, String, String>
    implements LabelWorkflow {
  private static final ActivityOptions CALLS =
      ActivityOptions.newBuilder()
          .setStartToCloseTimeout(Duration.ofSeconds(2))
          .setRetryOptions(
              RetryOptions.newBuilder()
                  .setInitialInterval(Duration.ofMillis(100))
                  .setMaximumAttempts(3)
                  .build())
          .build();

  static final BreakerOptions OPTIONS =
      BreakerOptions.newBuilder("carrier")
          .setActivityOptions(CALLS)
          .setRules(
              BreakerRules.newBuilder()
                  .setConsecutiveFailures(3)
                  .setOpenWait(Duration.ofSeconds(1))
                  .build())
          .build();

  public LabelWorkflowImpl() {
    this(OPTIONS);
  }

  LabelWorkflowImpl(BreakerOptions options) {
    super(options, Carrier.class);
  }

  @Override
  public List<Answer<String, String>> label(List<String> parcels) {
    return answers(parcels);
  }

  @Override
  protected String call(Carrier carrier, String parcel) {
    return carrier.label(parcel);
  }
}
// endregion
