// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.temporal.activity.Activity;
import io.temporal.activity.DynamicActivity;
import io.temporal.common.converter.EncodedValues;
import io.temporal.workflow.DynamicWorkflow;
import io.temporal.workflow.Workflow;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fakes of one worker: typed ones, and those by name. */
public final class Fakes {
  private final AttemptClock clock;
  private final Complaints complaints;
  private final Map<Class<?>, Fake<?>> typed = new LinkedHashMap<>();
  private final Mocks mocks;
  private final NamedFakes activities;
  private final NamedFakes workflows;

  /** Refuses unstubbed calls of mocks if strict. */
  public Fakes(AttemptClock clock, Complaints complaints, boolean strict) {
    this.clock = clock;
    this.complaints = complaints;
    this.mocks = new Mocks(complaints, strict);
    this.activities = new NamedFakes("activity", "cannedActivity", complaints);
    this.workflows = new NamedFakes("workflow", "cannedWorkflow", complaints);
  }

  /** The fake of an interface; the first call makes it and hands it over to be registered. */
  @SuppressWarnings("unchecked")
  public <A> Fake<A> typed(Class<A> type, Consumer<Fake<A>> register) {
    Fake<?> existing = typed.get(type);
    if (existing != null) {
      return (Fake<A>) existing;
    }
    Fake<A> created = new Fake<>(type, clock, complaints);
    register.accept(created);
    typed.put(type, created);
    return created;
  }

  public Mocks mocks() {
    return mocks;
  }

  public NamedFakes activities() {
    return activities;
  }

  public NamedFakes workflows() {
    return workflows;
  }

  /** Runs every activity of the worker that has no implementation of its own. */
  public DynamicActivity anyActivity(Collection<String> known) {
    return arguments ->
        activities.play(
            Activity.getExecutionContext().getInfo().getActivityType(),
            new ActivityStage(Activity.getExecutionContext(), clock),
            arguments,
            known);
  }

  /** Runs every workflow of the worker that has no implementation of its own. */
  public DynamicWorkflow anyWorkflow() {
    CannedRun run = new CannedRun(complaints);
    return arguments -> run.play(() -> playWorkflow(run, arguments));
  }

  private @Nullable Object playWorkflow(CannedRun run, EncodedValues arguments) {
    return workflows.play(Workflow.getInfo().getWorkflowType(), run, arguments, workflows.names());
  }

  public boolean missesStart(String activityType, String call, @Nullable Object[] arguments) {
    return activities.missesStart(activityType, call, arguments)
        || typed.values().stream()
            .anyMatch(fake -> fake.missesStart(activityType, call, arguments));
  }

  /** The activity types that a test scripted. */
  public Stream<String> scripted() {
    return Stream.concat(
        typed.values().stream().flatMap(Fake::scripted), activities.names().stream());
  }

  public List<String> unused() {
    return Stream.of(
            typed.values().stream().flatMap(fake -> fake.unused().stream()),
            activities.unused().stream(),
            workflows.unused().stream())
        .flatMap(lines -> lines)
        .toList();
  }
}
