// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.internal.Limits;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns recorded and stored calls into commands, measuring each payload first. */
final class Calls {
  private final DataConverter converter;
  private final Limits.Meter meter;

  Calls(DataConverter converter) {
    this.converter = converter;
    meter = new Limits.Meter(converter);
  }

  /** Refuses a value that is too large for a payload. */
  void check(String what, Object value) {
    meter.check(what, meter.measure(value));
  }

  /** Encodes a call for the log; refuses what the server would not take when it is due. */
  Recovery store(String step, RecordedCall call, ActivityOptions options) {
    List<Payload> payloads = Arguments.encode(step, converter, call.arguments());
    meter.check("undo of saga step '" + step + "'", Arguments.size(payloads));
    return new Recovery(
        call.target(), call.type(), Arguments.toData(payloads), Activities.toData(options));
  }

  List<SagaState.Argument> encode(String step, List<@Nullable Object> arguments) {
    List<Payload> payloads = Arguments.encode(step, converter, arguments);
    meter.check("new arguments of saga step '" + step + "'", Arguments.size(payloads));
    return Arguments.toData(payloads);
  }

  /** Measures a forward call; nothing is scheduled or logged if it is refused. */
  void admit(String step, RecordedCall call) {
    List<Payload> payloads = Arguments.encode(step, converter, call.arguments());
    meter.schedule("saga step '" + step + "'", Arguments.size(payloads));
  }

  @SuppressWarnings("unchecked") // the class is the recorded method's return type
  <R extends @Nullable Object> Promise<R> startActivity(
      String step, RecordedCall call, ActivityOptions options) {
    ActivityOptions named =
        options.getSummary() == null ? options.toBuilder().setSummary(step).build() : options;
    return Workflow.newUntypedActivityStub(named)
        .executeAsync(
            call.type(),
            (Class<R>) call.method().getReturnType(),
            call.method().getGenericReturnType(),
            call.arguments().toArray());
  }

  @SuppressWarnings("unchecked") // as above
  <R extends @Nullable Object> Promise<R> startChild(
      String step, String key, RecordedCall call, @Nullable ChildWorkflowOptions given) {
    ChildWorkflowOptions options =
        given != null ? given : ChildWorkflowOptions.getDefaultInstance();
    ChildWorkflowOptions.Builder named = options.toBuilder();
    if (options.getWorkflowId() == null) {
      named.setWorkflowId(key);
    }
    if (options.getStaticSummary() == null) {
      named.setStaticSummary(step);
    }
    return Workflow.newUntypedChildWorkflowStub(call.type(), named.build())
        .executeAsync(
            (Class<R>) call.method().getReturnType(),
            call.method().getGenericReturnType(),
            call.arguments().toArray());
  }

  /** Whether a stored call still fits into this workflow task's response. */
  boolean fits(Recovery recovery) {
    return meter.fitsTask(Arguments.size(Arguments.fromData(recovery.arguments())));
  }

  /** Starts a stored call; what it returns is ignored. */
  Promise<@Nullable Void> start(String summary, String workflowId, Recovery recovery) {
    List<Payload> payloads = Arguments.fromData(recovery.arguments());
    meter.schedule(summary, Arguments.size(payloads));
    if (recovery.target == SagaState.Target.ACTIVITY) {
      return Workflow.newUntypedActivityStub(Activities.fromData(recovery.options, summary))
          .executeAsync(recovery.type, void.class, Arguments.raw(payloads));
    }
    ChildWorkflowOptions options =
        ChildWorkflowOptions.newBuilder()
            .setWorkflowId(workflowId)
            .setTaskQueue(recovery.options.taskQueue())
            .setWorkflowExecutionTimeout(recovery.options.scheduleToClose())
            .setRetryOptions(Activities.retry(recovery.options))
            .setCancellationType(ChildWorkflowCancellationType.TRY_CANCEL)
            .setStaticSummary(summary)
            .build();
    return Workflow.newUntypedChildWorkflowStub(recovery.type, options)
        .executeAsync(void.class, Arguments.raw(payloads));
  }
}
