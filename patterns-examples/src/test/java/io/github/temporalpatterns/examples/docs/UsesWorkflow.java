// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import static io.github.temporalpatterns.saga.SagaOptions.UndoOrder.DEPENDENCIES;
import static io.github.temporalpatterns.saga.SagaOptions.UndoOrder.REVERSE;

import io.github.temporalpatterns.saga.SagaCompensator;
import io.github.temporalpatterns.saga.SagaCompensator.Steps;
import io.github.temporalpatterns.saga.SagaOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Runs one of the {@link SagaUses}, and lets the saga fail after it if told so. */
@WorkflowInterface
public interface UsesWorkflow {

  @WorkflowMethod
  String run(Use use, Trip trip, boolean failsLater);

  /** Names a use. */
  enum Use {
    UNDO_FROM_RESULT,
    TOGETHER,
    DEPENDENCIES,
    PIVOT,
    SAVEPOINT,
    CHILD,
    CODE
  }

  /** The saga. */
  class Impl implements UsesWorkflow {
    private final SagaCompensator saga;

    @WorkflowInit
    public Impl(Use use, Trip trip, boolean failsLater) {
      saga =
          SagaCompensator.create(
              SagaOptions.newBuilder(TripWorkflowImpl.ACTIVITIES)
                  .setUndoOrder(use == Use.DEPENDENCIES ? DEPENDENCIES : REVERSE)
                  .build());
    }

    @Override
    public String run(Use use, Trip trip, boolean failsLater) {
      return saga.run(
          tx -> {
            String result = apply(use, tx, trip);
            if (failsLater) {
              throw ApplicationFailure.newNonRetryableFailure("as told", "LATER_STEP_FAILED");
            }
            return result;
          });
    }

    private static String apply(Use use, Steps tx, Trip trip) {
      return switch (use) {
        case UNDO_FROM_RESULT -> SagaUses.undoFromResult(tx, trip);
        case TOGETHER -> SagaUses.together(tx, trip);
        case DEPENDENCIES -> SagaUses.dependencies(tx, trip);
        case PIVOT -> SagaUses.pivot(tx, trip);
        case SAVEPOINT -> SagaUses.savepoint(tx, trip);
        case CHILD -> SagaUses.child(tx, trip);
        case CODE -> SagaUses.code(tx, trip);
      };
    }
  }

  /** Takes a trip back by a refund. */
  class CancelTrip implements CancelTripWorkflow {
    private final Bookings bookings =
        Workflow.newActivityStub(Bookings.class, TripWorkflowImpl.ACTIVITIES);

    @Override
    public void cancel(String key) {
      bookings.refund(key);
    }
  }
}
