// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.replay;

import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.MutableSideEffectOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SideEffectOptions;
import io.temporal.workflow.TimerOptions;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** Tells an instance of a workflow from each call that ends in a command. */
final class StrictCalls extends WorkflowOutboundCallsInterceptorBase {
  private final StrictReplay.Instance instance;

  StrictCalls(WorkflowOutboundCallsInterceptor next, StrictReplay.Instance instance) {
    super(next);
    this.instance = instance;
  }

  @Override
  public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
    instance.call("activity " + input.getActivityName(), input.getArgs());
    return super.executeActivity(input);
  }

  @Override
  public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
    instance.call("local activity " + input.getActivityName(), input.getArgs());
    return super.executeLocalActivity(input);
  }

  @Override
  public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
    instance.call("child workflow " + input.getWorkflowType(), input.getArgs());
    return super.executeChildWorkflow(input);
  }

  @Override
  public <R> ExecuteNexusOperationOutput<R> executeNexusOperation(
      ExecuteNexusOperationInput<R> input) {
    instance.call("nexus " + input.getService() + "." + input.getOperation(), input.getArg());
    return super.executeNexusOperation(input);
  }

  @Override
  public SignalExternalOutput signalExternalWorkflow(SignalExternalInput input) {
    instance.call(
        "signal " + input.getSignalName() + " to " + input.getExecution().getWorkflowId() + " ",
        input.getArgs());
    return super.signalExternalWorkflow(input);
  }

  @Override
  public CancelWorkflowOutput cancelWorkflow(CancelWorkflowInput input) {
    instance.call("cancel " + input.getExecution().getWorkflowId());
    return super.cancelWorkflow(input);
  }

  @Override
  public void sleep(Duration duration) {
    instance.call("sleep " + duration);
    super.sleep(duration);
  }

  @Override
  public boolean await(Duration timeout, String reason, Supplier<Boolean> unblockCondition) {
    instance.call("await " + timeout);
    return super.await(timeout, reason, unblockCondition);
  }

  @Override
  public Promise<Void> newTimer(Duration duration) {
    instance.call("timer " + duration);
    return super.newTimer(duration);
  }

  @Override
  public Promise<Void> newTimer(Duration duration, TimerOptions options) {
    instance.call("timer " + duration);
    return super.newTimer(duration, options);
  }

  // What a side effect returned is in the history; that there was one must be the same.

  @Override
  public <R> R sideEffect(Class<R> resultClass, Type resultType, Func<R> func) {
    instance.call("side effect");
    return super.sideEffect(resultClass, resultType, func);
  }

  @Override
  public <R> R sideEffect(
      Class<R> resultClass, Type resultType, Func<R> func, SideEffectOptions options) {
    instance.call("side effect");
    return super.sideEffect(resultClass, resultType, func, options);
  }

  @Override
  public <R> R mutableSideEffect(
      String id, Class<R> resultClass, Type resultType, BiPredicate<R, R> updated, Func<R> func) {
    instance.call("side effect " + id);
    return super.mutableSideEffect(id, resultClass, resultType, updated, func);
  }

  @Override
  public <R> R mutableSideEffect(
      String id,
      Class<R> resultClass,
      Type resultType,
      BiPredicate<R, R> updated,
      Func<R> func,
      MutableSideEffectOptions options) {
    instance.call("side effect " + id);
    return super.mutableSideEffect(id, resultClass, resultType, updated, func, options);
  }

  @Override
  public int getVersion(String changeId, int minSupported, int maxSupported) {
    instance.call("version " + changeId + " " + minSupported + ".." + maxSupported);
    return super.getVersion(changeId, minSupported, maxSupported);
  }

  @Override
  public void continueAsNew(ContinueAsNewInput input) {
    instance.call("continue as new", input.getArgs());
    super.continueAsNew(input);
  }

  @Override
  public void upsertMemo(Map<String, Object> memo) {
    memo.forEach((key, value) -> instance.call("memo " + key, value));
    super.upsertMemo(memo);
  }
}
