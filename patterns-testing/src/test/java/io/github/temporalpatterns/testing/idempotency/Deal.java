// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.fanout.FanOutOptions;
import io.github.temporalpatterns.fanout.Source;
import io.github.temporalpatterns.fanout.Work;
import io.github.temporalpatterns.idempotency.IdempotentSteps;
import io.github.temporalpatterns.parallel.Parallel;
import io.github.temporalpatterns.parallel.ParallelOptions;
import io.github.temporalpatterns.saga.SagaCompensator;
import io.github.temporalpatterns.saga.SagaCompensator.Steps;
import io.github.temporalpatterns.saga.SagaOptions;
import io.github.temporalpatterns.saga.SagaOptions.UndoFailure;
import io.github.temporalpatterns.saga.SagaState;
import io.github.temporalpatterns.testing.idempotency.Shop.Till;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs do whose calls other patterns make. */
@WorkflowInterface
public interface Deal {

  /** Different blocks, and lives of their runs. */
  enum Plan {
    /** A step, then a failure. */
    SAGA,
    /** A step in one run, and the failure in the next. */
    SAGA_CONTINUED,
    /** A saga that fails in the first attempt of its run. */
    SAGA_RETRIED,
    /** The same, named by a business key. */
    SAGA_RETRIED_BY_BUSINESS_KEY,
    /** A step that succeeds, in each of the runs of a cron schedule. */
    SAGA_BY_CRON,
    /** A step that succeeds, named by a business key. */
    SAGA_BY_BUSINESS_KEY,
    /** A step whose undo a person may have to look after. */
    SAGA_PARKED,
    /** A step that fails before it calls anything. */
    SAGA_WITHOUT_EFFECT,
    /** A step that succeeds, and time for a reset. */
    SAGA_RESET,
    /** Three items, and then a failure of the first attempt of the run. */
    FAN_OUT_RETRIED,
    /** Three items, and time for a reset. */
    FAN_OUT_RESET,
    /** Three items, in each of the runs of a cron schedule. */
    FAN_OUT_BY_CRON,
    /** Three items, named by a business key. */
    FAN_OUT_BY_BUSINESS_KEY,
    /** The same items twice, without a name. */
    FAN_OUT_TWICE,
    /** The same batch, in each of the runs of a cron schedule. */
    BATCH_BY_CRON,
    /** The same batch in two runs. */
    BATCH_CONTINUED,
    /** Three calls that are told apart by their place, and a failure as above. */
    PARALLEL_RETRIED
  }

  @WorkflowMethod
  List<String> deal(Plan plan, boolean barrier, @Nullable SagaState state, int round);

  /** Calls that know nothing of a ledger. */
  @ActivityInterface
  interface Plain {
    String pay(String order);

    void repay(String order);
  }

  /** Follows its plan. */
  final class Impl implements Deal {
    private static final ActivityOptions CALLS =
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(10))
            .setRetryOptions(
                RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(1)).build())
            .build();
    private final SagaCompensator saga;
    private final ChunkedFanOut fanOut =
        ChunkedFanOut.create(FanOutOptions.newBuilder(CALLS).build());
    private final boolean barrier;

    @WorkflowInit
    public Impl(Plan plan, boolean barrier, @Nullable SagaState state, int round) {
      this.barrier = barrier;
      saga =
          SagaCompensator.restore(
              SagaOptions.newBuilder(CALLS)
                  .setBarrier(barrier)
                  .setUndoFailure(
                      plan == Plan.SAGA_PARKED ? UndoFailure.PARK : UndoFailure.CONTINUE)
                  .build(),
              state);
    }

    @Override
    public List<String> deal(Plan plan, boolean ignored, @Nullable SagaState state, int round) {
      if (plan.name().endsWith("BY_BUSINESS_KEY")) {
        IdempotentSteps.businessKey("order-9");
      }
      List<String> result =
          switch (plan) {
            case FAN_OUT_RETRIED,
                FAN_OUT_RESET,
                FAN_OUT_TWICE,
                FAN_OUT_BY_CRON,
                FAN_OUT_BY_BUSINESS_KEY ->
                items(plan);
            case BATCH_CONTINUED, BATCH_BY_CRON -> batch(plan, round);
            case PARALLEL_RETRIED -> together();
            default -> saga.run(steps -> steps(plan, steps, state));
          };
      if (plan.name().contains("RETRIED") && Workflow.getInfo().getAttempt() == 1) {
        throw ApplicationFailure.newFailure("not yet", "LATER");
      }
      Workflow.sleep(Duration.ofMillis(1));
      return result;
    }

    private List<String> steps(Plan plan, Steps steps, @Nullable SagaState state) {
      if (plan == Plan.SAGA_WITHOUT_EFFECT) {
        undoable(steps).<String>call(key -> fail());
      }
      String receipt = state == null ? pay(steps) : "carried";
      if (plan == Plan.SAGA_CONTINUED && state == null) {
        Workflow.newContinueAsNewStub(Deal.class).deal(plan, barrier, saga.state(), 1);
      }
      boolean ends =
          plan == Plan.SAGA_RESET
              || plan == Plan.SAGA_BY_CRON
              || plan == Plan.SAGA_BY_BUSINESS_KEY
              || (plan.name().contains("RETRIED")
                  && state == null
                  && Workflow.getInfo().getAttempt() > 1);
      return ends ? List.of(receipt) : List.of(fail());
    }

    private SagaCompensator.Step undoable(Steps steps) {
      SagaCompensator.Step step = steps.step("pay");
      return barrier
          ? step.undo(Plain.class, (p, key) -> p.repay("a"))
          : step.undo(Till.class, (t, key) -> t.refund("a"));
    }

    private String pay(Steps steps) {
      return barrier
          ? undoable(steps).call(Plain.class, (p, key) -> p.pay("a"))
          : undoable(steps).call(Till.class, (t, key) -> t.charge("a"));
    }

    private static String fail() {
      throw ApplicationFailure.newFailure("no", "NO");
    }

    private List<String> items(Plan plan) {
      Source<String> items = Source.of(List.of("a", "b", "c"));
      fanOut.run(items, Work.items(Till.class, Till::charge));
      if (plan == Plan.FAN_OUT_TWICE) {
        fanOut.run(items, Work.items(Till.class, Till::charge));
      }
      return List.of();
    }

    private List<String> batch(Plan plan, int round) {
      FanOutOptions named = FanOutOptions.newBuilder(CALLS).setBatchId("batch-1").build();
      fanOut.run(Source.of(List.of("a", "b", "c")), Work.items(Till.class, Till::charge), named);
      if (plan == Plan.BATCH_CONTINUED && round == 0) {
        Workflow.newContinueAsNewStub(Deal.class).deal(plan, barrier, null, 1);
      }
      return List.of();
    }

    private List<String> together() {
      Till till = Workflow.newActivityStub(Till.class, CALLS);
      Parallel.create(ParallelOptions.newBuilder().build())
          .map(List.of("a", "b", "c"), item -> Async.function(till::charge, item));
      return List.of();
    }
  }
}
