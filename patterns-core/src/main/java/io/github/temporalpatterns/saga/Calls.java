// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.internal.CallKeys;
import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.Limits;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns recorded and stored calls into commands, weighing each first. */
final class Calls {
  private final RunConverter converter = RunConverter.ofRun();
  private final Limits.Meter meter = new Limits.Meter(converter);
  private final boolean barrier;

  /**
   * @param barrier whether the ledger is to stand between a step and its undo
   */
  Calls(boolean barrier) {
    this.barrier = barrier;
  }

  /** Makes calls that carry a key. */
  <R extends @Nullable Object> R under(IdempotencyKey key, Functions.Func<R> calls) {
    return CallKeys.during(new CallKeys.Call(key, null, null, barrier), calls);
  }

  /** Refuses to begin if the ledger would not hear of the barrier. */
  void requireKeys() {
    if (barrier && CallKeys.life() == null) {
      throw new IllegalStateException(
          "barrier: needs Idempotency.plugin(...) on the workers of the saga's workflow, and on"
              + " those of its activities with a ledger");
    }
  }

  /** Refuses a value that is too large for a payload. */
  void check(String what, Object value) {
    meter.check(what, converter.bytes(value));
  }

  /**
   * Encodes a call for the log. Refuses now what nobody could read, or the server would not take,
   * when it is due.
   */
  Recovery.Stored store(String what, RecordedCall call) {
    List<Encoded> arguments = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      arguments.add(encode(what, call, i));
    }
    meter.check(what, weight(arguments));
    return new Recovery.Stored(call.target(), call.type(), List.copyOf(arguments));
  }

  private Encoded encode(String what, RecordedCall call, int index) {
    Object value = call.arguments().get(index);
    try {
      Encoded encoded = converter.encode(value);
      converter.decode(
          encoded,
          call.method().getParameterTypes()[index],
          call.method().getGenericParameterTypes()[index]);
      return encoded;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "%s: argument %d of %s does not survive the worker's data converter: %s"
              .formatted(what, index + 1, call.type(), e.getMessage()),
          e);
    }
  }

  /** An operator's arguments in place of stored ones. */
  List<Encoded> replace(List<Encoded> stored, List<@Nullable Object> arguments) {
    List<Encoded> replaced = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      Object value = arguments.get(i);
      Encoded given = value instanceof Encoded json ? json : converter.encode(value);
      replaced.add(stored.get(i).replacedBy(given));
    }
    meter.check("together they are too large: they", weight(replaced));
    return List.copyOf(replaced);
  }

  /** Weighs a forward call; nothing is scheduled or logged if it is refused. */
  void admit(String step, RecordedCall call) {
    meter.schedule("saga step '" + step + "'", converter.bytes(call.arguments().toArray()));
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
    return meter.fitsTask(weight(recovery.arguments()));
  }

  /** Starts a stored call; what it returns is ignored. */
  Promise<@Nullable Void> start(String summary, String workflowId, Recovery recovery) {
    meter.schedule(summary, weight(recovery.arguments()));
    Object[] arguments = raw(recovery.arguments());
    return switch (recovery.target()) {
      case ACTIVITY ->
          Workflow.newUntypedActivityStub(Activities.remote(recovery.options(), summary))
              .executeAsync(recovery.type(), void.class, arguments);
      case LOCAL_ACTIVITY ->
          Workflow.newUntypedLocalActivityStub(Activities.local(recovery.options(), summary))
              .executeAsync(recovery.type(), void.class, arguments);
      case CHILD_WORKFLOW ->
          Workflow.newUntypedChildWorkflowStub(
                  recovery.type(),
                  ChildWorkflowOptions.newBuilder()
                      .setWorkflowId(workflowId)
                      .setTaskQueue(recovery.options().taskQueue())
                      .setWorkflowExecutionTimeout(recovery.options().scheduleToClose())
                      .setRetryOptions(Activities.retry(recovery.options()))
                      .setCancellationType(ChildWorkflowCancellationType.TRY_CANCEL)
                      .setStaticSummary(summary)
                      .build())
              .executeAsync(void.class, arguments);
    };
  }

  private long weight(List<Encoded> arguments) {
    return converter.bytes(raw(arguments));
  }

  private static Object[] raw(List<Encoded> arguments) {
    return arguments.stream().map(Encoded::raw).toArray();
  }
}
