// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench;

import io.github.temporalpatterns.saga.SagaCompensator;
import io.github.temporalpatterns.saga.SagaOptions;
import io.github.temporalpatterns.saga.SagaWorkflow;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Saga;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** The same trip of five bookings, by the saga compensator and by hand. */
final class BenchTrip {
  static final int STEPS = 5;
  private static final ActivityOptions ACTIVITIES =
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build();

  private BenchTrip() {}

  /** A booking service. */
  @ActivityInterface
  public interface Bookings {

    /** Books, or refuses what is called "none". */
    String book(String key, String what);

    /** Takes a booking back. */
    void cancel(String key);
  }

  /** Does nothing but answer. */
  static final class FastBookings implements Bookings {

    @Override
    public String book(String key, String what) {
      if (what.equals("none")) {
        throw ApplicationFailure.newNonRetryableFailure("no such thing", "SOLD_OUT");
      }
      return key;
    }

    @Override
    public void cancel(String key) {}
  }

  /** By the compensator. */
  @WorkflowInterface
  public interface BySaga {

    /** Books five things, the last of that name. */
    @WorkflowMethod(name = "bench.BySaga")
    String run(String last);
  }

  /** By hand. */
  @WorkflowInterface
  public interface ByHand {

    /** Books five things, the last of that name. */
    @WorkflowMethod(name = "bench.ByHand")
    String run(String last);
  }

  /** What a user of the library writes. */
  public static final class BySagaImpl extends SagaWorkflow<String, String> implements BySaga {

    /** Creates the saga. */
    public BySagaImpl() {
      super(SagaOptions.newBuilder(ACTIVITIES).build());
    }

    @Override
    protected String steps(SagaCompensator.Steps steps, String last) {
      StringBuilder booked = new StringBuilder();
      for (int i = 1; i <= STEPS; i++) {
        String what = i == STEPS ? last : "thing " + i;
        String key =
            steps
                .step("step " + i)
                .undo(Bookings.class, (b, k) -> b.cancel(k.toString()))
                .call(Bookings.class, (b, k) -> b.book(k.toString(), what));
        booked.append(key);
      }
      return booked.toString();
    }
  }

  /**
   * What a user of the SDK's own saga writes, with summaries and keys as the library gives them.
   */
  public static final class ByHandImpl implements ByHand {

    @Override
    public String run(String last) {
      String root = Workflow.getInfo().getOriginalExecutionRunId();
      Saga saga = new Saga(new Saga.Options.Builder().build());
      Bookings undo = Workflow.newActivityStub(Bookings.class, ACTIVITIES);
      StringBuilder booked = new StringBuilder();
      try {
        for (int i = 1; i <= STEPS; i++) {
          String key = root + "/step " + i;
          ActivityOptions named = ACTIVITIES.toBuilder().setSummary("step " + i).build();
          saga.addCompensation(undo::cancel, key);
          booked.append(
              Workflow.newActivityStub(Bookings.class, named)
                  .book(key, i == STEPS ? last : "thing " + i));
        }
        return booked.toString();
      } catch (ActivityFailure failure) {
        saga.compensate();
        throw failure;
      }
    }
  }
}
