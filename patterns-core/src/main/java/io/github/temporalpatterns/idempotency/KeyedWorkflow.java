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

  /** Null until the workflow method begins, which a handler may do before. */
  private @Nullable Integer link;

  KeyedWorkflow(WorkflowInboundCallsInterceptor next) {
    super(next);
  }

  @Override
  public void init(WorkflowOutboundCallsInterceptor outbound) {
    super.init(new Outbound(outbound));
  }

  @Override
  public WorkflowOutput execute(WorkflowInput input) {
    Payload carried = input.getHeader().getValues().get(Carried.LINK);
    link =
        carried == null
            ? null
            : RunConverter.ofRun().receive(carried, Integer.class, Integer.class);
    link = link == null ? 0 : link;
    return super.execute(input);
  }

  private Header with(Header header, String name, Object value) {
    Map<String, Payload> values = new LinkedHashMap<>(header.getValues());
    values.put(name, RunConverter.ofRun().send(value));
    return new Header(values);
  }

  private Carried carried(String activityType) {
    IdempotencyKey set = CallKeys.current();
    IdempotencyKey key =
        set != null
            ? set
            : new IdempotencyKey(CallKeys.scope(), step(activityType), 0, null, false);
    int number = calls.merge(key.toString(), 1, Integer::sum);
    return new Carried(
        Carried.SCHEMA, key, set != null, life() + "#" + number, number == 1 && isFirstLife());
  }

  /** An activity type may be longer than a step may be. */
  static String step(String activityType) {
    return KeyText.shortened(activityType, IdempotencyKey.PART_LENGTH);
  }

  /** A run that cron started has the headers of the one before. */
  private String life() {
    WorkflowInfo run = Workflow.getInfo();
    String cron = run.getCronSchedule();
    boolean isNumbered = link != null && (cron == null || cron.isEmpty());
    return isNumbered ? "" + link : "@" + run.getOriginalExecutionRunId();
  }

  private static boolean isFirstLife() {
    WorkflowInfo run = Workflow.getInfo();
    return run.getRunId().equals(run.getFirstExecutionRunId()) && !CallKeys.isBusiness();
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

    @Override
    public void continueAsNew(ContinueAsNewInput input) {
      super.continueAsNew(
          new ContinueAsNewInput(
              input.getWorkflowType(),
              input.getOptions(),
              input.getArgs(),
              with(input.getHeader(), Carried.LINK, link == null ? 1 : link + 1)));
    }

    /** Coroutines that a step starts belong to it. */
    @Override
    public Object newChildThread(Runnable coroutine, boolean detached, String name) {
      IdempotencyKey set = CallKeys.current();
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
