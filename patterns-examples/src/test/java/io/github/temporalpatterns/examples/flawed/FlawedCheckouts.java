// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.flawed;

import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Saga;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;

/** Eight ways to lose an order. Each that ends passes its happy-path test, and ships. */
public final class FlawedCheckouts {
  private static final Logger LOG = Workflow.getLogger(FlawedCheckouts.class);
  private static final Duration ONE_DAY = Duration.ofDays(1);

  private FlawedCheckouts() {}

  /** What all eight have in common, which is sound. */
  abstract static class Draft implements Checkout {
    final Store store =
        Workflow.newActivityStub(
            Store.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(3))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build());
    final String key = Workflow.getInfo().getWorkflowId();
    final Saga saga = new Saga(new Saga.Options.Builder().build());
    boolean approved;
    String status = "new";

    @Override
    public void approve() {
      approved = true;
    }

    @Override
    public String status() {
      return status;
    }
  }

  /**
   * LATE COMPENSATION. The charge goes through, the answer is lost, the activity times out. The
   * line that would have known how to give the money back was never reached.
   */
  public static final class KeepsTheMoney extends Draft {
    @Override
    public String place(List<String> items) {
      try {
        String payment = store.charge(key);
        saga.addCompensation(store::refund, key);
        store.ship(key);
        return payment;
      } catch (ActivityFailure e) {
        saga.compensate();
        throw e;
      }
    }
  }

  /**
   * ATTACHED SCOPE. The customer cancels. So does Temporal: it cancels the scope, and in a
   * cancelled scope the refund is cancelled before it starts.
   */
  public static final class RefundsOnceItIsTooLate extends Draft {
    @Override
    public String place(List<String> items) {
      try {
        saga.addCompensation(store::refund, key);
        String payment = store.charge(key);
        store.ship(key);
        return payment;
      } catch (ActivityFailure e) {
        saga.compensate();
        throw e;
      }
    }
  }

  /**
   * LEAKED TIMER. Each item waits a day for its approval, or until it comes. It comes within a
   * minute. The alarm clock stays on for a day, one an item, and a big order has ten thousand.
   */
  public static final class LeavesAlarmClocksBehind extends Draft {
    @Override
    public String place(List<String> items) {
      for (String item : items) {
        if (!Workflow.await(ONE_DAY, () -> approved)) {
          return item + " was never approved";
        }
        store.reserve(item);
      }
      return "on its way";
    }
  }

  /**
   * HASH ITERATION. "No need to reserve an item twice." The set iterates in one order on this
   * worker and in another on the next, which then replays the wrong reservations.
   */
  public static final class ReservesInAnyOrder extends Draft {
    @Override
    public String place(List<String> items) {
      for (String item : new HashSet<>(items)) {
        store.reserve(item);
      }
      return "on its way";
    }
  }

  /**
   * WALL CLOCK. Placed at 17:59, replayed at 18:01. The shop has closed in the meantime, and so has
   * the workflow.
   */
  public static final class ClosesAtSix extends Draft {
    @Override
    public String place(List<String> items) {
      if (LocalTime.now(ZoneId.of("Europe/Berlin")).getHour() >= 18) {
        return "come back tomorrow";
      }
      return store.charge(key);
    }
  }

  /**
   * QUERY THAT MUTATES. The dashboard polls the status; the status counts the polls; the workflow
   * goes by the count. After a replay nobody has ever asked.
   */
  public static final class CountsItsVisitors extends Draft {
    private int asked;

    @Override
    public String place(List<String> items) {
      Workflow.await(() -> approved);
      return asked > 100 ? "an impatient customer" : store.charge(key);
    }

    @Override
    public String status() {
      asked++;
      return status;
    }
  }

  /**
   * UNBOUNDED HISTORY. One workflow for the whole shop, for ever. For ever is 51,200 events, or
   * about eight thousand orders; then the server terminates it.
   */
  public static final class NeverGoesHome extends Draft {
    @Override
    public String place(List<String> items) {
      while (true) {
        Workflow.await(() -> approved);
        approved = false;
        store.ship(key);
      }
    }
  }

  /**
   * SWALLOWED CANCELLATION. "Whatever goes wrong while we wait, the order is paid." It is: the
   * customer cancels, the catch below shrugs, and the one above, which refunds, never hears of it.
   */
  public static final class NeverMinds extends Draft {
    @Override
    public String place(List<String> items) {
      saga.addCompensation(store::refund, key);
      try {
        store.charge(key);
        status = "charged";
        waitForApproval();
        store.ship(key);
      } catch (CanceledFailure e) {
        Workflow.newDetachedCancellationScope(saga::compensate).run();
        throw e;
      }
      return "on its way";
    }

    private void waitForApproval() {
      try {
        Workflow.await(() -> approved);
      } catch (RuntimeException e) {
        LOG.warn("never mind", e);
      }
    }
  }
}
