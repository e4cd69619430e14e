// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static io.github.temporalpatterns.testing.sweep.FaultKind.CANCEL;
import static io.github.temporalpatterns.testing.sweep.FaultKind.CRASH;
import static io.github.temporalpatterns.testing.sweep.FaultKind.LOST_RESULT;
import static io.github.temporalpatterns.testing.sweep.FaultKind.NON_RETRYABLE;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.sweep.FaultSweep;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every fault at every point of a trip. */
class SweepTest {
  private static final Trip TRIP = new Trip("Ada", "London", "Turin");

  // region sweep
  @TestFactory
  Stream<DynamicTest> booksBothOrNothing() {
    return FaultSweep.of(TripWorkflowImpl.class)
        .kinds(CRASH, LOST_RESULT, NON_RETRYABLE, CANCEL)
        .pairs(0)
        .tests(
            env -> {
              env.register(new Agency(env.effects()));
              Scenario<TripWorkflow> trip =
                  env.scenario(TripWorkflow.class).start(t -> t.book(TRIP));

              boolean booked = trip.end() == WORKFLOW_EXECUTION_STATUS_COMPLETED;

              assertThat(env.effects().remaining()).hasSize(booked ? 2 : 0);
              assertThat(env.effects().duplicates()).isEmpty();
            });
  }
  // endregion
}
