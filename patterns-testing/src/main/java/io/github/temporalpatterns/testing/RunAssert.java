// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.activity.Attempts;
import io.github.temporalpatterns.testing.internal.ActivityTypes;
import io.github.temporalpatterns.testing.internal.history.HistoryReader;
import io.github.temporalpatterns.testing.internal.history.LimitsLint;
import io.github.temporalpatterns.testing.internal.history.RunEvents;
import io.github.temporalpatterns.testing.internal.history.RunEvents.Call;
import io.github.temporalpatterns.testing.internal.history.RunEvents.Timer;
import io.github.temporalpatterns.testing.internal.history.Timeline;
import io.github.temporalpatterns.testing.internal.history.UndoOrder;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;

/**
 * What a workflow did, asserted by meaning instead of by events: AssertJ assertions about a {@link
 * Scenario}, over its run and those that continue it.
 *
 * <p>Client side, tests only. It reads the history once, when {@link #verifyThat} is called. Times
 * are the server's, taken from the events. A failed assertion shows the run's timeline.
 *
 * <pre>{@code
 * verifyThat(order).ran("refund").times(1).after("charge");
 * verifyThat(order).undidInReverse(Map.of("charge", "refund", "reserve", "release")).failedWith("NO_COURIER");
 * }</pre>
 *
 * <p><b>Names</b> of activities are those of the server; a lower-case first letter is accepted. A
 * name that neither a worker nor the history knows is an {@link IllegalArgumentException}.
 */
public final class RunAssert extends AbstractAssert<RunAssert, Scenario<?>> {
  private final RunEvents run;

  private RunAssert(Scenario<?> scenario) {
    super(scenario, RunAssert.class);
    this.run = new RunEvents(scenario.histories());
  }

  /**
   * Begins to verify what a scenario's workflow did so far.
   *
   * @param scenario a scenario that was started
   * @return assertions about it
   */
  public static RunAssert verifyThat(Scenario<?> scenario) {
    return new RunAssert(scenario);
  }

  /**
   * Verifies that an activity was scheduled at least once.
   *
   * @param activityType the type's name
   * @return assertions about its calls
   */
  public ActivityAssert ran(String activityType) {
    String type = known(activityType);
    List<Call> calls = calls(type);
    check(!calls.isEmpty(), "%s never ran".formatted(type));
    return new ActivityAssert(this, type, calls);
  }

  /**
   * Verifies that an activity was never scheduled.
   *
   * @param activityType the type's name
   * @return this
   */
  public RunAssert neverRan(String activityType) {
    String type = known(activityType);
    return check(calls(type).isEmpty(), "%s ran %d times".formatted(type, calls(type).size()));
  }

  /**
   * Verifies that activities were scheduled for the first time in this order.
   *
   * @param activityTypes two names or more; others may have run between them
   * @return this
   */
  public RunAssert inOrder(String... activityTypes) {
    List<String> wanted = Stream.of(activityTypes).map(this::known).toList();
    List<String> found =
        run.calls().stream().map(Call::type).filter(wanted::contains).distinct().toList();
    return check(
        found.equals(wanted), "expected the order %s, but it was %s".formatted(wanted, found));
  }

  /**
   * Verifies that steps were undone in the reverse of their order. Every step that completed must
   * have been undone; one that failed may have been.
   *
   * @param undoOfStep the undo activity of each step's activity
   * @return this
   */
  public RunAssert undidInReverse(Map<String, String> undoOfStep) {
    Map<String, String> known = new HashMap<>();
    undoOfStep.forEach((step, undo) -> known.put(known(step), known(undo)));
    Optional<String> flaw = new UndoOrder(known).flaw(run.calls());
    return check(flaw.isEmpty(), flaw.orElse(""));
  }

  /**
   * Verifies that a timer of this duration was started and fired.
   *
   * @param duration the timer's, exactly
   * @return this
   */
  public RunAssert waited(Duration duration) {
    return timer(duration, "fire", Timer::fired);
  }

  /**
   * Verifies that a timer of this duration was started and cancelled.
   *
   * @param duration the timer's, exactly
   * @return this
   */
  public RunAssert timerCanceled(Duration duration) {
    return timer(duration, "be cancelled", Timer::canceled);
  }

  private RunAssert timer(Duration duration, String what, Predicate<Timer> ended) {
    return check(
        run.timers().stream().anyMatch(t -> t.duration().equals(duration) && ended.test(t)),
        "expected a timer of %s to %s, but the timers were %s"
            .formatted(duration, what, run.timers()));
  }

  /**
   * Verifies that every timer either fired or was cancelled: a timer that is left behind costs
   * events, and wakes up a run for nothing.
   *
   * @return this
   */
  public RunAssert leftNoTimer() {
    List<Timer> left = run.timers().stream().filter(timer -> timer.end() == null).toList();
    return check(left.isEmpty(), "expected no timer to be left, but there are %s".formatted(left));
  }

  /**
   * Verifies how long the workflow took, from the start of the first run to the newest event.
   *
   * @param least by the server's clock
   * @param most by the server's clock
   * @return this
   */
  public RunAssert took(Duration least, Duration most) {
    Duration found = run.elapsed();
    return check(
        found.compareTo(least) >= 0 && found.compareTo(most) <= 0,
        "it took %s, not %s to %s".formatted(found, least, most));
  }

  /**
   * Verifies how many activities ran at the same time at most, those of children included.
   *
   * @param most the most
   * @return this
   */
  public RunAssert ranAtMostAtOnce(int most) {
    int found = actual.attempts().maxConcurrent();
    return check(found <= most, "%d activities ran at once, more than %d".formatted(found, most));
  }

  /**
   * Verifies that a child workflow was started, or at least that its start was requested.
   *
   * @param workflowType the type's name
   * @return this
   */
  public RunAssert childStarted(String workflowType) {
    List<String> children =
        run.events(EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED).stream()
            .map(
                event ->
                    event
                        .getStartChildWorkflowExecutionInitiatedEventAttributes()
                        .getWorkflowType()
                        .getName())
            .toList();
    return contains("child", children, workflowType);
  }

  /**
   * Verifies that a signal was received.
   *
   * @param name the signal's name
   * @return this
   */
  public RunAssert signalled(String name) {
    List<String> signals =
        run.events(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED).stream()
            .map(event -> event.getWorkflowExecutionSignaledEventAttributes().getSignalName())
            .toList();
    return contains("signal", signals, name);
  }

  /**
   * Verifies that an update was accepted.
   *
   * @param name the update's name
   * @return this
   */
  public RunAssert updated(String name) {
    List<String> updates =
        run.events(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED).stream()
            .map(event -> event.getWorkflowExecutionUpdateAcceptedEventAttributes())
            .map(accepted -> accepted.getAcceptedRequest().getInput().getName())
            .toList();
    return contains("update", updates, name);
  }

  private RunAssert contains(String what, List<String> all, String name) {
    return check(
        all.contains(name), "expected the %s %s, but there were %s".formatted(what, name, all));
  }

  /**
   * Verifies how often it continued as new.
   *
   * @param times 0 or more
   * @return this
   */
  public RunAssert continuedAsNew(int times) {
    long found =
        run.events(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW).stream()
            .filter(event -> !HistoryReader.isServersEnd(event))
            .count();
    return check(found == times, "it continued as new %d times, not %d".formatted(found, times));
  }

  /**
   * Verifies that the newest run completed.
   *
   * @return this
   */
  public RunAssert completed() {
    return closed(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED);
  }

  /**
   * Verifies that the newest run failed, and by what.
   *
   * @param failureType the type of the application failure that it or one of its causes is
   * @return this
   */
  public RunAssert failedWith(String failureType) {
    closed(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED);
    List<String> types =
        HistoryReader.failure(run.last()).map(HistoryReader::names).orElse(List.of());
    return check(
        types.contains(failureType), "it failed by %s, not %s".formatted(types, failureType));
  }

  /**
   * Verifies that the newest run was cancelled.
   *
   * @return this
   */
  public RunAssert canceled() {
    return closed(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED);
  }

  /**
   * Verifies that the newest run was terminated.
   *
   * @return this
   */
  public RunAssert terminated() {
    return closed(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED);
  }

  /**
   * Verifies that the newest run timed out.
   *
   * @return this
   */
  public RunAssert timedOut() {
    return closed(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT);
  }

  private RunAssert closed(EventType how) {
    HistoryEvent last = run.last();
    return check(
        last.getEventType() == how,
        "it should have %s, but its newest event is %s"
            .formatted(readable(how), readable(last.getEventType())));
  }

  private static String readable(EventType type) {
    return type.name()
        .replaceFirst("EVENT_TYPE_(WORKFLOW_EXECUTION_)?", "")
        .replace('_', ' ')
        .toLowerCase(Locale.ROOT);
  }

  /**
   * Verifies that a production server would have accepted the run; see {@link Check#LIMITS}.
   *
   * @return this
   */
  public RunAssert withinLimits() {
    List<String> findings =
        actual.histories().stream()
            .flatMap(history -> LimitsLint.findings(history.getEvents()).stream())
            .toList();
    return check(findings.isEmpty(), "it exceeds limits: %s".formatted(findings));
  }

  /** The calls of one activity type, by its exact name. */
  List<Call> calls(String type) {
    return run.calls().stream().filter(call -> call.type().equals(type)).toList();
  }

  /** The attempts of this workflow itself, without its children. */
  Attempts attempts(String type) {
    String id = actual.execution().getWorkflowId();
    return actual.attempts().where(a -> a.workflowId().equals(id) && a.activityType().equals(type));
  }

  RunEvents run() {
    return run;
  }

  /** The name as the server knows it. */
  String known(String activityType) {
    String capitalized = ActivityTypes.capitalized(activityType);
    return run.calls().stream()
        .map(Call::type)
        .filter(type -> type.equals(activityType) || type.equals(capitalized))
        .findFirst()
        .orElseGet(() -> actual.knownType(activityType));
  }

  /** Fails with a message and the timeline unless a condition holds. */
  RunAssert check(boolean holds, String message) {
    if (!holds) {
      throw failure("%s: %s%n%s", actual.execution().getWorkflowId(), message, new Timeline(run));
    }
    return this;
  }
}
