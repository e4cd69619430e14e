// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import com.google.protobuf.ByteString;
import io.github.temporalpatterns.testing.activity.TimeoutKind;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.workflowservice.v1.RecordActivityTaskHeartbeatRequest;
import io.temporal.client.ActivityCanceledException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor.ActivityOutput;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What each kind of fault does to an attempt, before and after its effect. */
final class AttemptFaults {
  static final String FAILURE_TYPE = "patterns.testing.InjectedFailure";

  /** The rest would hold up a workflow task in real time, or is a crash of that task. */
  private static final Set<FaultKind> OF_LOCAL = EnumSet.of(FaultKind.NON_RETRYABLE);

  private final FaultPlan plan;
  private final Subject subject;
  private final Map<String, Object[]> signals;
  private final Consumer<String> wedged;
  private final List<Thread> besides = new ArrayList<>();

  AttemptFaults(
      FaultPlan plan, Subject subject, Map<String, Object[]> signals, Consumer<String> wedged) {
    this.plan = plan;
    this.subject = subject;
    this.signals = signals;
    this.wedged = wedged;
  }

  List<Fault> due(ActivityInfo info) {
    String key = Commands.key(info.getWorkflowRunId(), info.getActivityId());
    Set<FaultKind> unknown = info.isLocal() ? OF_LOCAL : Set.of();
    return plan.strike(plan.activity(key, info.getActivityType(), unknown));
  }

  void before(List<Fault> due, SweptAttempt attempt, Runnable workerDies) {
    for (Fault fault : due) {
      switch (fault.kind()) {
        case SIGNAL -> signal(fault);
        case FAILURE -> throw ApplicationFailure.newFailure(fault.toString(), FAILURE_TYPE);
        case NON_RETRYABLE ->
            throw ApplicationFailure.newNonRetryableFailure(fault.toString(), FAILURE_TYPE);
        case HEARTBEAT -> timeOut(attempt, TimeoutKind.HEARTBEAT);
        case WORKER_DEATH -> {
          attempt.abandon();
          workerDies.run();
          timeOut(attempt);
        }
        case CANCEL_BEFORE_EFFECT -> {
          subject.cancel();
          subject.hold();
          obeyCancel(attempt.info());
        }
        default -> {
          // Strikes after the effect, or at a workflow task.
        }
      }
    }
  }

  ActivityOutput around(List<Fault> due, SweptAttempt attempt, SweptAttempt.Body body) {
    try {
      ActivityOutput output = body.run();
      return attempt.abandoned() ? attempt.noAnswer() : output;
    } finally {
      due.forEach(fault -> after(fault, attempt));
    }
  }

  private void after(Fault fault, SweptAttempt attempt) {
    switch (fault.kind()) {
      case CANCEL -> subject.cancel();
      case LOST_RESULT -> timeOut(attempt);
      case START_TO_CLOSE -> timeOut(attempt, TimeoutKind.START_TO_CLOSE);
      case SCHEDULE_TO_CLOSE -> timeOut(attempt, TimeoutKind.SCHEDULE_TO_CLOSE);
      default -> {
        // Struck before the effect, or strikes at a workflow task.
      }
    }
  }

  void signal(Fault fault) {
    subject.signal(fault.signal(), signals.getOrDefault(fault.signal(), new Object[0]));
  }

  void hold() {
    subject.hold();
  }

  /** Lets an attempt time out whose own thread still does something else. */
  synchronized void timeOutBesides(SweptAttempt attempt) {
    Thread thread =
        new Thread(
            () -> {
              try {
                timeOut(attempt);
              } catch (RuntimeException ended) {
                // It has timed out; or the environment was closed meanwhile.
              }
            },
            "patterns-testing-sweep");
    thread.setDaemon(true);
    besides.add(thread);
    thread.start();
  }

  /** Ends what still waits for the server, which would wait for it in turn. */
  synchronized void stop() {
    besides.forEach(Thread::interrupt);
  }

  private void timeOut(SweptAttempt attempt) {
    timeOut(attempt, attempt.firstTimeout());
  }

  private void timeOut(SweptAttempt attempt, TimeoutKind kind) {
    try {
      subject.env().timeOut(attempt.context(), kind);
    } catch (ApplicationFailure refused) {
      if (isCancelRequested(attempt.info())) {
        wedged.accept(Wedge.DEAF);
      }
      throw refused;
    }
  }

  /** Stops as an activity does that heartbeats, if the workflow passed the cancellation on. */
  private void obeyCancel(ActivityInfo info) {
    if (isCancelRequested(info)) {
      throw new ActivityCanceledException(info);
    }
  }

  private boolean isCancelRequested(ActivityInfo info) {
    try {
      return subject
          .env()
          .client()
          .getWorkflowServiceStubs()
          .blockingStub()
          .recordActivityTaskHeartbeat(
              RecordActivityTaskHeartbeatRequest.newBuilder()
                  .setNamespace(info.getNamespace())
                  .setTaskToken(ByteString.copyFrom(info.getTaskToken()))
                  .build())
          .getCancelRequested();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
      return true;
    }
  }
}
