// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.ExecutionVerdict;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.saga.SagaCompensator.Step;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ApplicationFailure;
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
  private final DefaultSagaCompensator saga;
  private final String nest;
  private final String name;
  private final String key;
  private final Set<String> after = new LinkedHashSet<>();
  private ActivityOptions options;
  private ActivityOptions undoOptions;
  private @Nullable ChildWorkflowOptions childOptions;
  private @Nullable String group;
  private @Nullable Recovery undo;
  private @Nullable Recovery confirm;
  private boolean called;
  private boolean used;

  DefaultStep(DefaultSagaCompensator saga, String nest, String path) {
    this.saga = saga;
    this.nest = nest;
    name = saga.log().label(path);
    key = saga.log().key(name);
    options = saga.options().getStepOptions();
    undoOptions = saga.options().getUndoOptions();
  }

  @Override
  public Step options(ActivityOptions own) {
    requireTimeout("options", own);
    options = Activities.waitingForCancellation(own);
    return this;
  }

  @Override
  public Step options(ChildWorkflowOptions own) {
    childOptions = own;
    return this;
  }

  @Override
  public Step undoOptions(ActivityOptions own) {
    requireTimeout("undoOptions", own);
    undoOptions = own;
    return this;
  }

  @Override
  public Step group(String own) {
    group = own;
    return this;
  }

  @Override
  public Step after(String... steps) {
    for (String step : steps) {
      String path = nest.isEmpty() ? step : nest + "/" + step;
      if (!saga.log().contains(path)) {
        throw RecordedCall.invalid(name, "after: no earlier step is named '" + path + "'", null);
      }
      after.add(saga.log().latest(path));
    }
    return this;
  }

  @Override
  public <A> Step undo(Class<A> api, Functions.Proc2<? super A, String> call) {
    undo = store(record(api, call), undoOptions);
    return this;
  }

  @Override
  public <A> Step confirm(Class<A> api, Functions.Proc2<? super A, String> call) {
    confirm = store(record(api, call), undoOptions);
    return this;
  }

  @Override
  public <A, R> R call(Class<A> api, Functions.Func2<? super A, String, ? extends R> call) {
    return this.<R>start(RecordedCall.of(name, api, stub -> call.apply(stub, key)), null)
        .promise()
        .get();
  }

  @Override
  public <A, R> R call(
      Class<A> api,
      Functions.Func2<? super A, String, ? extends R> call,
      Functions.Proc2<? super A, ? super R> undoOfResult) {
    return this.<R>start(
            RecordedCall.of(name, api, stub -> call.apply(stub, key)),
            result ->
                store(
                    RecordedCall.ofProc(name, api, stub -> undoOfResult.apply(stub, result)),
                    undoOptions))
        .promise()
        .get();
  }

  @Override
  public <A> void run(Class<A> api, Functions.Proc2<? super A, String> call) {
    start(record(api, call), null).promise().get();
  }

  @Override
  public <A, R> Promise<R> callAsync(
      Class<A> api, Functions.Func2<? super A, String, ? extends R> call) {
    return watched(start(RecordedCall.of(name, api, stub -> call.apply(stub, key)), null));
  }

  @Override
  public <A> Promise<@Nullable Void> runAsync(
      Class<A> api, Functions.Proc2<? super A, String> call) {
    return watched(start(record(api, call), null)).thenApply(ignored -> null);
  }

  @Override
  public <R> R call(Functions.Func1<String, R> code) {
    called = true;
    LogEntry entry = register(false);
    CompletablePromise<R> end = Workflow.newPromise();
    saga.began(entry, end);
    try {
      R result = code.apply(key);
      saga.ended(entry, ExecutionVerdict.EXECUTED);
      end.complete(result);
      return result;
    } catch (RuntimeException e) {
      saga.ended(entry, ExecutionVerdict.UNKNOWN);
      end.completeExceptionally(e);
      throw e;
    }
  }

  private <R extends @Nullable Object> Promise<R> watched(Started<R> started) {
    return saga.inFlight().watch(started.entry(), started.promise());
  }

  private <R extends @Nullable Object> Started<R> start(
      RecordedCall call, Functions.@Nullable Func1<R, Recovery> undoOfResult) {
    called = true;
    saga.requireRunning(name, nest);
    saga.calls().admit(name, call);
    LogEntry entry = register(undoOfResult != null);
    Promise<R> made =
        call.target() == SagaState.Target.ACTIVITY
            ? saga.calls().startActivity(name, call, options)
            : saga.calls().startChild(name, key, call, childOptions);
    Promise<R> end =
        made.handle(
            (result, failure) -> {
              if (failure != null) {
                saga.ended(entry, verdict(failure, call.target()));
                throw failure;
              }
              saga.ended(entry, ExecutionVerdict.EXECUTED);
              if (undoOfResult != null) {
                entry.amend(undoOfResult.apply(result));
              }
              return result;
            });
    if (!made.isCompleted()) {
      saga.began(entry, end);
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

  private LogEntry register(boolean undoFromResult) {
    saga.requireRunning(name, nest);
    if (used || saga.log().contains(name)) {
      throw RecordedCall.invalid(
          name, "a step makes one call, before another of its name is begun", null);
    }
    used = true;
    return saga.log()
        .add(
            new SagaState.Entry(
                name,
                key,
                nest,
                group,
                List.copyOf(after),
                saga.options().getDefinitionVersion(),
                ExecutionVerdict.UNKNOWN,
                undoFromResult,
                Recovery.toData(undo),
                Recovery.toData(confirm)));
  }

  private ExecutionVerdict verdict(RuntimeException failure, SagaState.Target target) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure application
          && saga.options().getNoEffectFailures().contains(application.getType())) {
        return ExecutionVerdict.NOT_EXECUTED;
      }
    }
    return Failures.verdict(failure, target == SagaState.Target.ACTIVITY ? options : null);
  }

  private Recovery store(RecordedCall call, ActivityOptions with) {
    return saga.calls().store(name, call, with);
  }

  private <A> RecordedCall record(Class<A> api, Functions.Proc2<? super A, String> call) {
    return RecordedCall.ofProc(name, api, stub -> call.apply(stub, key));
  }

  private void requireTimeout(String option, ActivityOptions own) {
    try {
      Checks.hasTimeout(option, own);
    } catch (IllegalArgumentException e) {
      throw RecordedCall.invalid(name, String.valueOf(e.getMessage()), e);
    }
  }

  /** A step under way. */
  private record Started<R extends @Nullable Object>(LogEntry entry, Promise<R> promise) {}
}
