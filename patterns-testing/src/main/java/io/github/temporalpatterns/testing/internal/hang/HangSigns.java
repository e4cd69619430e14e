// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.hang;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED;

import io.github.temporalpatterns.testing.activity.Attempt;
import io.github.temporalpatterns.testing.internal.LibraryWorkflows;
import io.grpc.Status;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Recognises why runs hang, and says what to do: the most certain reason first. */
public final class HangSigns {
  private static final int MANY_ATTEMPTS = 5;

  private final Situation run;

  HangSigns(Situation run) {
    this.run = run;
  }

  List<String> all() {
    Optional<String> unknown = unknownType();
    return unknown.isPresent() ? List.of(unknown.get()) : others();
  }

  private List<String> others() {
    return Stream.of(
            tooLarge(),
            taskFails(),
            localBackoff(),
            unpolledTask(),
            unpolledActivity(),
            unpolledChild(),
            deaf(),
            endlessRetry(),
            standingTime(),
            realTime(),
            activityHoldsTime(),
            closedRunHoldsTime(),
            forgotten(),
            nothing())
        .flatMap(Optional::stream)
        .toList();
  }

  /** Said alone: what its failing task says is this, in other words. */
  private Optional<String> unknownType() {
    return run.unknown()
        ? Optional.of(
            "no worker of task queue %s knows workflow type %s: register %s there"
                .formatted(run.taskQueue(), run.type(), LibraryWorkflows.registration(run.type())))
        : Optional.empty();
  }

  private Optional<String> tooLarge() {
    String refusal = run.refusal();
    return refusal != null && refusal.startsWith(Status.Code.RESOURCE_EXHAUSTED.name())
        ? Optional.of(
            "the server refuses an answer of a worker, which then never arrives (%s): let it carry a"
                    .formatted(refusal)
                + " reference to the data instead of the data")
        : Optional.empty();
  }

  private Optional<String> taskFails() {
    return run.taskFailure()
        .map(event -> event.getWorkflowTaskFailedEventAttributes().getCause())
        .flatMap(
            cause ->
                switch (cause) {
                  case WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR ->
                      Optional.of(
                          "the workflow's code does not repeat its history: take out what differs"
                              + " from run to run, or guard the change by Workflow.getVersion");
                  case WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE ->
                      Optional.of(
                          "only an ApplicationFailure fails a workflow; the server takes any other"
                              + " exception for a bug and waits for new code");
                  // The task is offered again at once.
                  case WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND -> Optional.empty();
                  default ->
                      Optional.of(
                          "the server refuses a command of its workflow task: "
                              + cause.name().replaceFirst("WORKFLOW_TASK_FAILED_CAUSE_", ""));
                });
  }

  private Optional<String> localBackoff() {
    List<Attempt> failed = run.failedLocalAttempts();
    if (failed.isEmpty() || !run.taskIs(EVENT_TYPE_WORKFLOW_TASK_STARTED)) {
      return Optional.empty();
    }
    return Optional.of(
        "local activity %s has failed %d times. Its worker waits in real time between attempts:"
                .formatted(failed.get(0).activityType(), failed.size())
            + " shorten its backoff, or limit its attempts");
  }

  private Optional<String> unpolledTask() {
    if (!run.taskIs(EVENT_TYPE_WORKFLOW_TASK_SCHEDULED)) {
      return Optional.empty();
    }
    if (!run.polled().contains(run.taskQueue())) {
      return Optional.of(
          "no worker polls its task queue %s: start one, or start the killed one again"
              .formatted(run.taskQueue()));
    }
    return run.lostItsCache()
        ? Optional.of(
            "its workflow task waits for the dead worker that had cached it; the embedded server"
                + " gives it to no other: use Replay.EVERY_TASK, or a real server")
        : Optional.empty();
  }

  private Optional<String> unpolledActivity() {
    return first(
            activity ->
                Situation.waits(activity) && !run.polled().contains(run.taskQueue(activity)))
        .map(
            activity ->
                "no worker polls task queue %s of activity %s: register it on env.worker(\"%1$s\")"
                    .formatted(run.taskQueue(activity), name(activity)));
  }

  private Optional<String> unpolledChild() {
    List<Long> open =
        run.description().getPendingChildrenList().stream()
            .map(child -> child.getInitiatedId())
            .toList();
    return run.events().stream()
        .filter(event -> open.contains(event.getEventId()))
        .map(HistoryEvent::getStartChildWorkflowExecutionInitiatedEventAttributes)
        .filter(child -> !run.polled().contains(child.getTaskQueue().getName()))
        .findFirst()
        .map(
            child ->
                "no worker polls task queue %s of child %s: register it on env.worker(\"%1$s\")"
                    .formatted(child.getTaskQueue().getName(), child.getWorkflowType().getName()));
  }

  private Optional<String> deaf() {
    return first(
            activity ->
                activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_CANCEL_REQUESTED)
        .map(
            activity ->
                "activity %s was asked to cancel and does not react: only a heartbeat hears of it;"
                        .formatted(name(activity))
                    + " and the embedded server never times such an activity out");
  }

  private Optional<String> endlessRetry() {
    return first(
            activity ->
                activity.hasLastFailure()
                    && activity.getAttempt() >= MANY_ATTEMPTS
                    && activity.getMaximumAttempts() == 0
                    && !run.isBounded(activity))
        .map(
            activity ->
                "activity %s may fail for ever: limit its attempts or its schedule-to-close time, or"
                        .formatted(name(activity))
                    + " let it fail without a retry");
  }

  private Optional<String> standingTime() {
    return run.skips() && run.stands()
        ? run.dueLater()
            .map(
                what ->
                    "time stands while a test waits in real time, so %s: wait by".formatted(what)
                        + " env.clock().until(...) or advance the clock")
        : Optional.empty();
  }

  private Optional<String> realTime() {
    return run.skips() || run.timers().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "no time is skipped in this environment, so the timer takes as long as it says: shorten"
                + " it for the test, or let time be skipped");
  }

  private Optional<String> activityHoldsTime() {
    return !run.skips() || run.timers().isEmpty()
        ? Optional.empty()
        : first(activity -> !Situation.waits(activity))
            .map(
                activity ->
                    "no time is skipped while an activity is at work, and %s is"
                        .formatted(name(activity)));
  }

  private Optional<String> closedRunHoldsTime() {
    return run.timers().isEmpty() ? Optional.empty() : closedRunHoldsTime(run.left());
  }

  /** What an activity means that was at work when its run closed, whichever runs are open. */
  public static Optional<String> closedRunHoldsTime(List<String> left) {
    return left.stream()
        .findFirst()
        .map(
            activity ->
                "no time is skipped any more: %s was at work when its run closed, and the embedded"
                        .formatted(activity)
                    + " server never lets go of it: let the workflow await or cancel it");
  }

  private Optional<String> forgotten() {
    return isIdle()
        ? run.forgotten()
            .map(
                activity ->
                    "the server has forgotten activity %s, which never ended: the embedded one does"
                            .formatted(activity)
                        + " so when an attempt that was asked to cancel is reported as failed past"
                        + " the environment's own client; use that, or a real server")
        : Optional.empty();
  }

  private Optional<String> nothing() {
    return isIdle() && run.forgotten().isEmpty() && !run.awaitsAnother()
        ? Optional.of(
            "its workflow waits for a signal or an update that nobody sends, or for a condition of"
                + " its own that never holds: send it, or bound the wait by a time")
        : Optional.empty();
  }

  private boolean isIdle() {
    return run.activities().isEmpty()
        && run.description().getPendingChildrenCount() == 0
        && run.timers().isEmpty()
        && run.task().filter(HangSigns::isDone).isPresent();
  }

  private static boolean isDone(HistoryEvent task) {
    return task.hasWorkflowTaskCompletedEventAttributes();
  }

  private Optional<PendingActivityInfo> first(Predicate<PendingActivityInfo> which) {
    return run.activities().stream().filter(which).findFirst();
  }

  private static String name(PendingActivityInfo activity) {
    return activity.getActivityType().getName();
  }
}
