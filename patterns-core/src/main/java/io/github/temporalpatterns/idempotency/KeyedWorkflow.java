// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.internal.CallKeys;
import io.github.temporalpatterns.internal.KeyText;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives each activity of a run its key by a header. Records no command and no event. */
final class KeyedWorkflow extends WorkflowInboundCallsInterceptorBase {
  private final Map<String, Integer> calls = new LinkedHashMap<>();

  /** Which link of a chain of runs it is. */
  private int link;

  /** Whose work it was told to do, which the next link is told, too. */
  private @Nullable String scopeCarried;

  KeyedWorkflow(WorkflowInboundCallsInterceptor next) {
    super(next);
  }

  @Override
  public void init(WorkflowOutboundCallsInterceptor outbound) {
    super.init(new Outbound(outbound));
  }

  @Override
  public WorkflowOutput execute(WorkflowInput input) {
    Integer sent = received(input, Carried.LINK, Integer.class);
    link = sent == null ? 0 : sent;
    scopeCarried = received(input, Carried.SCOPE, String.class);
    if (scopeCarried != null) {
      CallKeys.scope(scopeCarried);
    }
    // A run that cron started has the headers of the one before.
    String cron = Workflow.getInfo().getCronSchedule();
    if (cron == null || cron.isEmpty()) {
      CallKeys.life("" + link);
    }
    return super.execute(input);
  }

  private static <T> @Nullable T received(WorkflowInput input, String name, Class<T> type) {
    Payload carried = input.getHeader().getValues().get(name);
    return carried == null ? null : RunConverter.ofRun().receive(carried, type, type);
  }

  private Header with(Header header, String name, Object value) {
    Map<String, Payload> values = new LinkedHashMap<>(header.getValues());
    values.put(name, RunConverter.ofRun().send(value));
    return new Header(values);
  }

  private Carried carried(String activityType) {
    CallKeys.Call call = CallKeys.current();
    IdempotencyKey key =
        call.key() != null
            ? call.key()
            : new IdempotencyKey(CallKeys.scope(), step(activityType), 0, call.item(), false);
    int number = calls.merge(key.toString(), 1, Integer::sum);
    String turn = call.turn() != null ? call.turn() : "" + number;
    return new Carried(
        Carried.SCHEMA,
        key,
        call.key() != null,
        life() + "#" + turn,
        number == 1 && isFirstLife(),
        call.barrier());
  }

  /** An activity type may be longer than a step may be. */
  static String step(String activityType) {
    return KeyText.part(activityType);
  }

  /** A handler may make calls before the workflow method begins. */
  private static String life() {
    String known = CallKeys.life();
    return known != null ? known : "@" + Workflow.getInfo().getOriginalExecutionRunId();
  }

  private static boolean isFirstLife() {
    WorkflowInfo run = Workflow.getInfo();
    return run.getRunId().equals(run.getFirstExecutionRunId()) && !CallKeys.isScopeGiven();
  }

  private final class Outbound extends WorkflowOutboundCallsInterceptorBase {
    private Outbound(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      return super.executeActivity(
          new ActivityInput<>(
              input.getActivityName(),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              input.getOptions(),
              with(input.getHeader(), Carried.HEADER, carried(input.getActivityName()))));
    }

    @Override
    public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
      return super.executeLocalActivity(
          new LocalActivityInput<>(
              input.getActivityName(),
              input.getResultClass(),
              input.getResultType(),
              input.getArgs(),
              input.getOptions(),
              with(input.getHeader(), Carried.HEADER, carried(input.getActivityName()))));
    }

    /** A child that a named step starts does the work of that step, whichever run starts it. */
    @Override
    public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
      IdempotencyKey key = CallKeys.key();
      return super.executeChildWorkflow(
          key == null
              ? input
              : new ChildWorkflowInput<>(
                  input.getWorkflowId(),
                  input.getWorkflowType(),
                  input.getResultClass(),
                  input.getResultType(),
                  input.getArgs(),
                  input.getOptions(),
                  with(input.getHeader(), Carried.SCOPE, key.toString())));
    }

    @Override
    public void continueAsNew(ContinueAsNewInput input) {
      super.continueAsNew(
          new ContinueAsNewInput(
              input.getWorkflowType(),
              input.getOptions(),
              input.getArgs(),
              continued(input.getHeader())));
    }

    private Header continued(Header header) {
      Header next = with(header, Carried.LINK, link + 1);
      return scopeCarried != null ? with(next, Carried.SCOPE, scopeCarried) : next;
    }

    /** Coroutines that a step starts belong to it. */
    @Override
    public Object newChildThread(Runnable coroutine, boolean detached, String name) {
      CallKeys.Call set = CallKeys.current();
      return super.newChildThread(
          () ->
              CallKeys.during(
                  set,
                  () -> {
                    coroutine.run();
                    return true;
                  }),
          detached,
          name);
    }
  }
}
