// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.ExecutionVerdict;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.saga.SagaCompensator.Step;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step: registers its undo, then makes the call, then notes what is known of it. */
final class DefaultStep implements Step {
  private final StepRegistry registry;
  private final String nest;
  private final String name;
  private final IdempotencyKey key;
  private final Set<String> after = new LinkedHashSet<>();
  private @Nullable ActivityOptions options;
  private @Nullable ChildWorkflowOptions childOptions;
  private @Nullable ActivityOptions undoOptions;
  private @Nullable LocalActivityOptions localUndoOptions;
  private @Nullable String group;
  private Recovery.@Nullable Stored undo;
  private Recovery.@Nullable Stored confirm;
  private boolean called;

  DefaultStep(StepRegistry registry, String nest, String name, IdempotencyKey key) {
    this.registry = registry;
    this.nest = nest;
    this.name = name;
    this.key = key;
  }

  @Override
  public Step options(ActivityOptions own) {
    requireNotCalled("options");
    Checks.hasTimeout(what("options"), own);
    options = Activities.waitingForCancellation(own);
    return this;
  }

  @Override
  public Step options(ChildWorkflowOptions own) {
    requireNotCalled("options");
    childOptions = own;
    return this;
  }

  @Override
  public Step undoOptions(ActivityOptions own) {
    requireNotCalled("undoOptions");
    Checks.hasTimeout(what("undoOptions"), own);
    undoOptions = own;
    localUndoOptions = null;
    return this;
  }

  @Override
  public Step undoOptions(LocalActivityOptions own) {
    requireNotCalled("undoOptions");
    Checks.hasTimeout(what("undoOptions"), own);
    localUndoOptions = own;
    undoOptions = null;
    return this;
  }

  @Override
  public Step group(String own) {
    requireNotCalled("group");
    group = own;
    return this;
  }

  @Override
  public Step after(String... steps) {
    requireNotCalled("after");
    for (String step : steps) {
      after.add(registry.earlier("step '" + name + "', after", nest, step).name);
    }
    return this;
  }

  @Override
  public <A> Step undo(Class<A> api, Functions.Proc2<? super A, IdempotencyKey> call) {
    requireNotCalled("undo");
    requireFirst("undo", undo);
    undo = store("undo", recordProc(api, call));
    return this;
  }

  @Override
  public <A> Step confirm(Class<A> api, Functions.Proc2<? super A, IdempotencyKey> call) {
    requireNotCalled("confirm");
    requireFirst("confirm", confirm);
    confirm = store("confirm", recordProc(api, call));
    return this;
  }

  @Override
  public <A, R> R call(Class<A> api, Functions.Func2<? super A, IdempotencyKey, ? extends R> call) {
    return this.<R>start(record(api, call), null).promise().get();
  }

  @Override
  public <A, R> R call(
      Class<A> api,
      Functions.Func2<? super A, IdempotencyKey, ? extends R> call,
      Functions.Proc2<? super A, ? super R> undoOfResult) {
    return this.<R>start(
            record(api, call),
            result ->
                recovery(
                    store(
                        "undo",
                        RecordedCall.ofProc(name, api, stub -> undoOfResult.apply(stub, result)))))
        .promise()
        .get();
  }

  @Override
  public <A> void run(Class<A> api, Functions.Proc2<? super A, IdempotencyKey> call) {
    start(recordProc(api, call), null).promise().get();
  }

  @Override
  public <A, R> Promise<R> callAsync(
      Class<A> api, Functions.Func2<? super A, IdempotencyKey, ? extends R> call) {
    return watched(start(record(api, call), null));
  }

  @Override
  public <A> Promise<@Nullable Void> runAsync(
      Class<A> api, Functions.Proc2<? super A, IdempotencyKey> call) {
    return watched(start(recordProc(api, call), null)).thenApply(ignored -> null);
  }

  @Override
  public <R> R call(Functions.Func1<IdempotencyKey, R> code) {
    begin();
    requireUnused("the options of an activity", options);
    requireUnused("the options of a child workflow", childOptions);
    LogEntry entry = register(false);
    CompletablePromise<R> end = Workflow.newPromise();
    registry.began(entry, end);
    try {
      R result = registry.calls().under(key, () -> code.apply(key));
      registry.ended(entry, ExecutionVerdict.EXECUTED);
      end.complete(result);
      return result;
    } catch (RuntimeException e) {
      registry.ended(entry, ExecutionVerdict.UNKNOWN);
      end.completeExceptionally(e);
      throw e;
    }
  }

  private <R extends @Nullable Object> Promise<R> watched(Started<R> started) {
    return registry.watch(started.entry(), started.promise());
  }

  private <R extends @Nullable Object> Started<R> start(
      RecordedCall call, Functions.@Nullable Func1<R, Recovery> undoOfResult) {
    begin();
    boolean activity = call.target() == SagaState.Target.ACTIVITY;
    requireUnused(
        activity ? "the options of a child workflow" : "the options of an activity",
        activity ? childOptions : options);
    registry.requireRunning(what(null), nest);
    registry.calls().admit(name, call);
    LogEntry entry = register(undoOfResult != null);
    ActivityOptions with = options != null ? options : registry.options().getStepOptions();
    Promise<R> made =
        registry
            .calls()
            .under(
                key,
                () ->
                    activity
                        ? registry.calls().startActivity(name, call, with)
                        : registry.calls().startChild(name, key.toString(), call, childOptions));
    Promise<R> end =
        made.handle(
            (result, failure) -> {
              if (failure != null) {
                registry.ended(entry, verdict(failure, activity ? with : null));
                throw failure;
              }
              registry.ended(entry, ExecutionVerdict.EXECUTED);
              if (undoOfResult != null) {
                entry.amend(undoOfResult.apply(result));
              }
              return result;
            });
    if (!made.isCompleted()) {
      registry.began(entry, end);
    }
    return new Started<>(entry, end);
  }

  String name() {
    return name;
  }

  /** Whether a call was made, be it that it was refused. */
  boolean called() {
    return called;
  }

  private void begin() {
    if (called) {
      throw new IllegalStateException(what(null) + " is called a second time: declare another");
    }
    called = true;
  }

  private LogEntry register(boolean undoFromResult) {
    return registry.register(
        new SagaState.Entry(
            name,
            key,
            nest,
            group,
            List.copyOf(after),
            registry.options().getDefinitionVersion(),
            ExecutionVerdict.UNKNOWN,
            undoFromResult,
            false,
            undo == null ? null : Recovery.toData(recovery(undo)),
            confirm == null ? null : Recovery.toData(recovery(confirm))));
  }

  private ExecutionVerdict verdict(RuntimeException failure, @Nullable ActivityOptions with) {
    return Failures.threw(failure, registry.options().getNoEffectFailures())
        ? ExecutionVerdict.NOT_EXECUTED
        : Failures.verdict(failure, with);
  }

  private Recovery.Stored store(String verb, RecordedCall call) {
    return registry.calls().store(verb + " of saga step '" + name + "'", call);
  }

  private Recovery recovery(Recovery.Stored call) {
    if (localUndoOptions == null) {
      return call.with(
          Activities.toData(
              undoOptions != null ? undoOptions : registry.options().getUndoOptions()));
    }
    if (call.target() != SagaState.Target.ACTIVITY) {
      throw new IllegalArgumentException(
          what("undoOptions") + " are those of a local activity, but " + call.type() + " is none");
    }
    return new Recovery.Stored(SagaState.Target.LOCAL_ACTIVITY, call.type(), call.arguments())
        .with(Activities.toData(localUndoOptions));
  }

  private <A> RecordedCall record(
      Class<A> api, Functions.Func2<? super A, IdempotencyKey, ? extends @Nullable Object> call) {
    return RecordedCall.of(name, api, stub -> call.apply(stub, key));
  }

  private <A> RecordedCall recordProc(
      Class<A> api, Functions.Proc2<? super A, IdempotencyKey> call) {
    return RecordedCall.ofProc(name, api, stub -> call.apply(stub, key));
  }

  /** Whatever is set after the call would be dropped in silence. */
  private void requireNotCalled(String setter) {
    if (called) {
      throw new IllegalStateException(
          what(setter) + " comes after the step's call: it must stand before it");
    }
  }

  private void requireFirst(String setter, @Nullable Object before) {
    if (before != null) {
      throw new IllegalStateException(what(setter) + " is given a second time: a step has one");
    }
  }

  private void requireUnused(String which, @Nullable Object given) {
    if (given != null) {
      throw new IllegalStateException(what(null) + " has " + which + ", and calls something else");
    }
  }

  private String what(@Nullable String part) {
    return "saga step '" + name + (part == null ? "'" : "', " + part);
  }

  /** A step under way. */
  private record Started<R extends @Nullable Object>(LogEntry entry, Promise<R> promise) {}
}
