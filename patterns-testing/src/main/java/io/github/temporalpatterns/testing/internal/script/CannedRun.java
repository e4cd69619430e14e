// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.github.temporalpatterns.testing.activity.TimeoutKind;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.DynamicSignalHandler;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a scripted workflow, or one replay of it. Lives in the workflow's thread and lets
 * nothing happen but by the SDK, so it replays like any workflow.
 */
final class CannedRun implements Stage {
  private final Complaints complaints;
  private final Set<String> signals = new LinkedHashSet<>();

  CannedRun(Complaints complaints) {
    this.complaints = complaints;
  }

  /** Takes every signal that comes, and plays the run. */
  @Nullable Object play(Supplier<@Nullable Object> script) {
    DynamicSignalHandler any = (name, arguments) -> signal(name);
    Workflow.registerListener(any);
    return script.get();
  }

  void signal(String name) {
    signals.add(name);
  }

  @Override
  public String key() {
    // The only id of the run that a replay of its history keeps.
    return Workflow.getInfo().getOriginalExecutionRunId();
  }

  @Override
  public void sleep(Duration duration, @Nullable Duration gap) {
    if (gap != null) {
      throw refusal("heartbeat");
    }
    Workflow.sleep(duration);
  }

  @Override
  public void timeOut(TimeoutKind kind) {
    Duration oneRun = Workflow.getInfo().getWorkflowRunTimeout();
    Duration allRuns = Workflow.getInfo().getWorkflowExecutionTimeout();
    switch (kind) {
      case START_TO_CLOSE -> refuseUnlessFirst(kind, oneRun, allRuns);
      case SCHEDULE_TO_CLOSE -> refuseUnlessFirst(kind, allRuns, oneRun);
      default -> throw refusal("end by " + kind);
    }
    Workflow.await(() -> false);
  }

  private void refuseUnlessFirst(
      TimeoutKind kind, @Nullable Duration timeout, @Nullable Duration other) {
    if (timeout == null || timeout.isZero()) {
      throw refusal("end by " + kind + ": it has no such timeout");
    }
    if (other != null && !other.isZero() && other.compareTo(timeout) < 0) {
      throw refusal("end by " + kind + ": its other timeout comes first");
    }
  }

  @Override
  public void vanish() {
    throw refusal("crash: its worker would only go on elsewhere");
  }

  @Override
  public Object hang() {
    Workflow.await(() -> false);
    throw new IllegalStateException("waited for ever, and yet came to an end");
  }

  @Override
  public void awaitCancel() {
    CancellationScope.current().getCancellationRequest().get();
  }

  @Override
  public void awaitSignal(String name) {
    Workflow.await(() -> signals.contains(name));
  }

  @Override
  public void completeLater(Consumer<ManualActivityCompletionClient> handOver) {
    throw refusal("be completed by somebody else");
  }

  ApplicationFailure refusal(String what) {
    return complaints.refuse(
        Complaints.BAD_SCRIPT,
        "workflow " + Workflow.getInfo().getWorkflowType() + " cannot " + what);
  }
}
