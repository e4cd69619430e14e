// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedSaga} does: acts in their order, under a policy.
 *
 * <p>Passed to the workflow as its input. What goes wrong is not part of it; the {@link SagaWorld}
 * behind the activities decides that.
 *
 * @param id unique for each script
 * @param acts what to do
 * @param policy how to undo
 * @param carried the undo log of the former run after {@link Kind#CONTINUE_AS_NEW}, in whatever
 *     form the saga gave it; null in the first run
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SagaScript(String id, List<Act> acts, Policy policy, @Nullable Object carried) {

  /** The type of the failure that {@link Kind#FAIL} throws. */
  public static final String FAILURE = "ScriptedFailure";

  private static final Duration LONG = Duration.ofSeconds(20);

  /** What an act does. */
  public enum Kind {
    /** {@link SagaParticipant#apply} as a step, waited for. */
    STEP,
    /** The same, not waited for until {@link #JOIN}, or at all. */
    ASYNC,
    /** Waits for all asynchronous steps; fails as the first that failed. */
    JOIN,
    /** {@link SagaBranch} as a step, {@link SagaBranch.Back} as its undo. */
    CHILD,
    /** {@code Workflow.sleep(act.time())}. */
    SLEEP,
    /** Continues as new with the acts that follow and the undo log. */
    CONTINUE_AS_NEW,
    /** The point of no return. */
    PIVOT,
    /** A nested saga of the inner acts. */
    NESTED,
    /** A nested saga that is tried twice. */
    SAVEPOINT,
    /** Undoes now, by an explicit call. */
    COMPENSATE,
    /** Performs the inner acts and ignores their failure. */
    TRY,
    /** Throws {@code act.failure()}. */
    FAIL,
    /** Throws a NullPointerException while {@code script.has(act)}. */
    BUG,
    /** While {@code script.has(act)}: the inner acts, behind {@code Workflow.getVersion(name)}. */
    ADDED
  }

  /** How a step's undo is registered. */
  public enum UndoKind {
    /** Not at all. */
    NONE,
    /** Before the step: {@code undo(step, key, null)}. */
    BEFORE,
    /** Before the step, then made from its result: {@code undo(step, key, result)}. */
    FROM_RESULT,
    /** Only after the step: {@code undo(step, key, result)}. */
    AFTER,
    /** After the step has answered, where it may be too late: {@code undo(step, key, null)}. */
    LATE,
    /** Before the step: {@link SagaParticipant.Retired}. */
    RETIRED
  }

  /** Which of a step's timeouts its time sets. */
  public enum Timeout {
    /** That of one attempt. */
    START_TO_CLOSE,
    /** That between heartbeats; the participant sends none. */
    HEARTBEAT,
    /** That of the wait for a worker, on a task queue without one. */
    SCHEDULE_TO_START
  }

  /** In which order undos run. */
  public enum UndoOrder {
    /** One after the other, last first. */
    REVERSE,
    /** At once. */
    PARALLEL,
    /** Each after those that build upon it. */
    DEPENDENCIES
  }

  /** What happens when an undo has failed for good. */
  public enum OnUndoFailure {
    /** The undos after it do not run. */
    STOP,
    /** They run nevertheless. */
    CONTINUE,
    /** The saga waits for an operator. */
    PARK
  }

  /**
   * How to undo.
   *
   * @param order in which order
   * @param onUndoFailure what then
   * @param undoAttempts how often each undo is tried
   * @param undoBudget the time for the whole undo; null for the saga's default
   * @param deadline the business deadline; null for none
   * @param bugsCompensate whether a NullPointerException compensates
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Policy(
      UndoOrder order,
      OnUndoFailure onUndoFailure,
      int undoAttempts,
      @Nullable Duration undoBudget,
      @Nullable Duration deadline,
      boolean bugsCompensate) {

    /** One undo after the other, going on after a failure, each tried twice. */
    public static final Policy DEFAULT =
        new Policy(UndoOrder.REVERSE, OnUndoFailure.CONTINUE, 2, null, null, false);

    Policy order(UndoOrder value) {
      return new Policy(value, onUndoFailure, undoAttempts, undoBudget, deadline, bugsCompensate);
    }

    Policy on(OnUndoFailure value) {
      return new Policy(order, value, undoAttempts, undoBudget, deadline, bugsCompensate);
    }

    Policy undoAttempts(int value) {
      return new Policy(order, onUndoFailure, value, undoBudget, deadline, bugsCompensate);
    }

    Policy undoBudget(Duration value) {
      return new Policy(order, onUndoFailure, undoAttempts, value, deadline, bugsCompensate);
    }

    Policy deadline(Duration value) {
      return new Policy(order, onUndoFailure, undoAttempts, undoBudget, value, bugsCompensate);
    }

    Policy compensatingBugs() {
      return new Policy(order, onUndoFailure, undoAttempts, undoBudget, deadline, true);
    }

    /**
     * Returns the options of undos and confirms.
     *
     * @return options with this policy's attempts
     */
    public ActivityOptions undoOptions() {
      return options(Duration.ofSeconds(undoBudget == null ? 2 : 10), undoAttempts);
    }
  }

  /**
   * One act.
   *
   * @param kind what it does
   * @param name of the step, nested saga or change
   * @param undo how its undo is registered
   * @param confirmed whether it has a confirm
   * @param time the timeout of a step's attempt, or the length of a sleep
   * @param timeout which of a step's timeouts that is
   * @param attempts how often a step is tried
   * @param after steps that it builds upon
   * @param acts inner acts
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Act(
      Kind kind,
      String name,
      UndoKind undo,
      boolean confirmed,
      Duration time,
      Timeout timeout,
      int attempts,
      List<String> after,
      List<Act> acts) {

    static Act act(Kind kind, String name, Act... acts) {
      return new Act(
          kind,
          name,
          UndoKind.BEFORE,
          false,
          Duration.ofSeconds(10),
          Timeout.START_TO_CLOSE,
          1,
          List.of(),
          List.of(acts));
    }

    static Act step(String name) {
      return act(Kind.STEP, name);
    }

    Act undo(UndoKind value) {
      return new Act(kind, name, value, confirmed, time, timeout, attempts, after, acts);
    }

    Act confirm() {
      return new Act(kind, name, undo, true, time, timeout, attempts, after, acts);
    }

    Act time(Duration value) {
      return new Act(kind, name, undo, confirmed, value, timeout, attempts, after, acts);
    }

    Act time(Timeout which, Duration value) {
      return new Act(kind, name, undo, confirmed, value, which, attempts, after, acts);
    }

    Act attempts(int value) {
      return new Act(kind, name, undo, confirmed, time, timeout, value, after, acts);
    }

    Act after(String... steps) {
      return new Act(kind, name, undo, confirmed, time, timeout, attempts, List.of(steps), acts);
    }

    /**
     * Returns the options of this step's activity.
     *
     * @return options with this act's timeout and attempts
     */
    public ActivityOptions options() {
      ActivityOptions.Builder options =
          SagaScript.options(timeout == Timeout.START_TO_CLOSE ? time : LONG, attempts).toBuilder();
      return switch (timeout) {
        case START_TO_CLOSE -> options.build();
        case HEARTBEAT -> options.setHeartbeatTimeout(time).build();
        case SCHEDULE_TO_START ->
            options.setScheduleToStartTimeout(time).setTaskQueue("nobody-polls-this").build();
      };
    }

    /**
     * Returns what {@link Kind#FAIL} throws.
     *
     * @return a non-retryable failure of type {@link #FAILURE}
     */
    public ApplicationFailure failure() {
      return ApplicationFailure.newNonRetryableFailure("as the script says", FAILURE);
    }
  }

  static SagaScript of(Act... acts) {
    return new SagaScript(UUID.randomUUID().toString(), List.of(acts), Policy.DEFAULT, null);
  }

  static SagaScript steps(String... names) {
    return of(Arrays.stream(names).map(Act::step).toArray(Act[]::new));
  }

  SagaScript with(Policy value) {
    return new SagaScript(id, acts, value, carried);
  }

  /**
   * Returns the script of the next run.
   *
   * @param remaining the acts that follow {@link Kind#CONTINUE_AS_NEW}
   * @param log the undo log
   * @return the script with them
   */
  public SagaScript next(List<Act> remaining, @Nullable Object log) {
    return new SagaScript(id, remaining, policy, log);
  }

  /**
   * Tells whether the code that this worker runs contains an act of kind {@link Kind#BUG}, which
   * the next deployment removes, or {@link Kind#ADDED}, which it brings.
   *
   * @param act the act
   * @return true if it does
   */
  public boolean has(Act act) {
    return Deployments.isNew(this) == (act.kind() == Kind.ADDED);
  }

  private static ActivityOptions options(Duration startToClose, int attempts) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(startToClose)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofMillis(20))
                .setBackoffCoefficient(1)
                .setMaximumAttempts(attempts)
                .build())
        .build();
  }
}
