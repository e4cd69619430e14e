// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Charges and ships, or refunds; with one bug at a time. */
@WorkflowInterface
public interface Order {

  /** A bug, and the kind of fault under which alone it shows. */
  enum Bug {
    /** Registers the refund after the charge, as in many published sagas. */
    LATE_COMPENSATION(FaultKind.CANCEL, "Charge#1:CANCEL"),
    /** Does its effect in workflow code, guarded by "is not replaying". */
    EFFECT_IN_WORKFLOW(FaultKind.CRASH, "Order@1:CRASH"),
    /** Takes a timeout for a success. */
    TIMEOUT_IS_SUCCESS(FaultKind.WORKER_DEATH, "Charge#1:WORKER_DEATH"),
    /** Pays back what may not have been paid. */
    BLIND_REFUND(FaultKind.CANCEL_BEFORE_EFFECT, "Charge#1:CANCEL_BEFORE_EFFECT"),
    /** Reads what a signal can change twice. */
    SIGNAL_BETWEEN_READS(FaultKind.SIGNAL, "Charge#1:SIGNAL:rush"),
    /** Ships by a second way if the first is slow, and forgets to stop the first. */
    LEFT_RUNNING(FaultKind.FAILURE, "Ship#1:FAILURE"),
    /** Refunds nothing if shipping fails. */
    NO_COMPENSATION(FaultKind.NON_RETRYABLE, "Ship#1:NON_RETRYABLE"),
    /** Charges under a new key with each attempt. */
    NO_IDEMPOTENCY(FaultKind.LOST_RESULT, "Charge#1:LOST_RESULT"),
    /** Takes a timeout for a failure without effect. */
    TIMEOUT_IS_FAILURE(FaultKind.START_TO_CLOSE, "Charge#1:START_TO_CLOSE"),
    /** The same, where all attempts together may take too long. */
    TIMEOUT_IN_ALL_IS_FAILURE(FaultKind.SCHEDULE_TO_CLOSE, "Charge#1:SCHEDULE_TO_CLOSE"),
    /** Takes a full queue for a success. */
    FULL_QUEUE_IS_SUCCESS(FaultKind.SCHEDULE_TO_START, "Charge#1:SCHEDULE_TO_START"),
    /** Takes silence for a success. */
    SILENCE_IS_SUCCESS(FaultKind.HEARTBEAT, "Charge#1:HEARTBEAT");

    final FaultKind kind;
    final String found;

    Bug(FaultKind kind, String found) {
      this.kind = kind;
      this.found = found;
    }
  }

  @WorkflowMethod
  String place(List<Bug> bugs, String key);

  @SignalMethod
  void rush();

  /** The one implementation. */
  final class Impl implements Order {
    static final List<String> MAILS = new CopyOnWriteArrayList<>();

    private boolean rushed;

    @Override
    public void rush() {
      rushed = true;
    }

    @Override
    public String place(List<Bug> bugs, String key) {
      String promised = speed();
      if (bugs.contains(Bug.EFFECT_IN_WORKFLOW) && !WorkflowUnsafe.isReplaying()) {
        MAILS.add(key);
      }
      String refundKey = bugs.contains(Bug.BLIND_REFUND) ? key + Shop.NAIVE : key;
      boolean refundable = !bugs.contains(Bug.LATE_COMPENSATION);
      try {
        charge(bugs, key);
        refundable = !bugs.contains(Bug.NO_COMPENSATION);
        ship(bugs, key);
        stopIfCancelled();
      } catch (TemporalFailure failure) {
        boolean leave = isTimeout(failure) && isMistakenForFailure(bugs);
        if (refundable && !leave) {
          Workflow.newDetachedCancellationScope(() -> shop(bugs).refund(refundKey)).run();
        }
        throw failure;
      }
      return bugs.contains(Bug.SIGNAL_BETWEEN_READS) ? promised + " " + speed() : "done";
    }

    /** A run that returns although it was cancelled ends as cancelled, not as completed. */
    private static void stopIfCancelled() {
      if (CancellationScope.current().isCancelRequested()) {
        throw new CanceledFailure("cancelled at the last moment");
      }
    }

    private String speed() {
      return rushed ? "fast" : "slow";
    }

    private static void charge(List<Bug> bugs, String key) {
      try {
        shop(bugs).charge(bugs.contains(Bug.NO_IDEMPOTENCY) ? key + Shop.NAIVE : key);
      } catch (ActivityFailure failure) {
        if (!isTimeout(failure) || !isMistakenForSuccess(bugs)) {
          throw failure;
        }
      }
    }

    private static void ship(List<Bug> bugs, String key) {
      if (!bugs.contains(Bug.LEFT_RUNNING)) {
        shop(bugs).ship(key);
        return;
      }
      Promise<Void> first = Async.procedure(shop(bugs)::ship, key);
      Workflow.await(Duration.ofMillis(500), first::isCompleted);
      if (!first.isCompleted()) {
        shop(bugs).ship("another " + key);
      }
      first.get();
    }

    private static boolean isTimeout(TemporalFailure failure) {
      return failure.getCause() instanceof TimeoutFailure;
    }

    private static boolean isMistakenForSuccess(List<Bug> bugs) {
      return bugs.contains(Bug.TIMEOUT_IS_SUCCESS)
          || bugs.contains(Bug.FULL_QUEUE_IS_SUCCESS)
          || bugs.contains(Bug.SILENCE_IS_SUCCESS);
    }

    private static boolean isMistakenForFailure(List<Bug> bugs) {
      return bugs.contains(Bug.TIMEOUT_IS_FAILURE) || bugs.contains(Bug.TIMEOUT_IN_ALL_IS_FAILURE);
    }

    /** The more can time out, the more kinds of fault there are. */
    private static Shop shop(List<Bug> bugs) {
      ActivityOptions.Builder options =
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofMinutes(10))
              .setCancellationType(
                  bugs.contains(Bug.LATE_COMPENSATION)
                      ? ActivityCancellationType.TRY_CANCEL
                      : ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
      if (bugs.contains(Bug.TIMEOUT_IS_SUCCESS)) {
        options.setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build());
      }
      if (bugs.contains(Bug.TIMEOUT_IS_FAILURE) || bugs.contains(Bug.SILENCE_IS_SUCCESS)) {
        options.setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(3).build());
      }
      if (bugs.contains(Bug.TIMEOUT_IN_ALL_IS_FAILURE)) {
        options.setScheduleToCloseTimeout(Duration.ofHours(1));
      }
      if (bugs.contains(Bug.FULL_QUEUE_IS_SUCCESS)) {
        options.setScheduleToStartTimeout(Duration.ofHours(1));
      }
      if (bugs.contains(Bug.SILENCE_IS_SUCCESS)) {
        options.setHeartbeatTimeout(Duration.ofMinutes(1));
      }
      return Workflow.newActivityStub(Shop.class, options.build());
    }
  }
}
