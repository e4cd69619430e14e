// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.RunsIn;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.common.v1.WorkflowExecution;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The attempt of an activity that the current thread executes. */
@RunsIn(ACTIVITY)
final class Task {
  private static final Pattern HOLDER =
      Pattern.compile("workflow (.*) run (\\S+) activity .*", Pattern.DOTALL);

  private static final ThreadLocal<@Nullable Task> CURRENT = new ThreadLocal<>();

  private final ActivityExecutionContext context;
  private final @Nullable Object ledger; // only which one matters
  private final @Nullable Carried carried;
  private final List<@Nullable Object> arguments;
  private final Set<String> done = new HashSet<>();
  private final List<Runnable> onHeartbeat = new CopyOnWriteArrayList<>();

  /**
   * An attempt.
   *
   * @param ledger that the worker was given, if any
   * @param carried what its header says; null if there was none
   */
  Task(
      ActivityExecutionContext context,
      @Nullable Object ledger,
      @Nullable Carried carried,
      @Nullable Object[] arguments) {
    this.context = context;
    this.ledger = ledger;
    this.carried = carried;
    this.arguments = Arrays.asList(arguments);
  }

  static @Nullable Task current() {
    return CURRENT.get();
  }

  /** Makes this the current one; returns the one before. */
  static @Nullable Task enter(@Nullable Task task) {
    Task before = CURRENT.get();
    if (task == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(task);
    }
    return before;
  }

  ActivityExecutionContext context() {
    return context;
  }

  ActivityInfo info() {
    return context.getInfo();
  }

  @Nullable Object ledger() {
    return ledger;
  }

  @Nullable Carried carried() {
    return carried;
  }

  List<@Nullable Object> arguments() {
    return arguments;
  }

  /** Whether an effect of that key was done in this attempt. */
  boolean isDone(IdempotencyKey key) {
    return done.contains(key.toString());
  }

  void done(IdempotencyKey key) {
    done.add(key.toString());
  }

  /** Whom an operator should ask about an effect of this attempt. */
  String holder() {
    ActivityInfo info = info();
    String run =
        info.isInWorkflow()
            ? "workflow %s run %s".formatted(info.getWorkflowId(), info.getWorkflowRunId())
            : "activity run " + info.getActivityRunId();
    return "%s activity %s %s attempt %d"
        .formatted(run, info.getActivityType(), info.getActivityId(), info.getAttempt());
  }

  /** The run of a {@link #holder}; null if that was no workflow's. */
  static @Nullable WorkflowExecution run(String holder) {
    Matcher workflow = HOLDER.matcher(holder);
    return workflow.matches()
        ? WorkflowExecution.newBuilder()
            .setWorkflowId(workflow.group(1))
            .setRunId(workflow.group(2))
            .build()
        : null;
  }

  /**
   * How long this attempt has, by what the server told: until its next heartbeat is due, or its
   * end. Zero if nothing bounds it.
   */
  private Duration timeLeft() {
    ActivityInfo info = info();
    if (!info.getHeartbeatTimeout().isZero()) {
      return info.getHeartbeatTimeout();
    }
    Duration attempt = info.getStartToCloseTimeout();
    Duration all = info.getScheduleToCloseTimeout();
    if (all == null || all.isZero()) {
      return attempt == null ? Duration.ZERO : attempt;
    }
    Duration spent = Duration.ofMillis(info.getStartedTimestamp() - info.getScheduledTimestamp());
    Duration left = all.minus(spent);
    boolean isShorter = attempt == null || attempt.isZero() || left.compareTo(attempt) < 0;
    return isShorter ? left : attempt;
  }

  /** How long this attempt may hold a row. */
  Duration lease(LedgerOptions options) {
    Duration left = timeLeft();
    return left.isZero() ? options.getDefaultLease() : left.plus(options.getLeaseMargin());
  }

  boolean heartbeats() {
    return !info().getHeartbeatTimeout().isZero();
  }

  /** Runs something at each heartbeat; what it returns ends that. */
  Runnable onHeartbeat(Runnable action) {
    onHeartbeat.add(action);
    return () -> onHeartbeat.remove(action);
  }

  void heartbeat() {
    onHeartbeat.forEach(Runnable::run);
  }
}
