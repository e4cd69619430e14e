// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.RawValue;
import io.temporal.internal.sync.WorkflowInternal;
import io.temporal.payload.context.WorkflowSerializationContext;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The data converter that the current run's arguments and results go through, codec included.
 * Whatever the library encodes, weighs, stores or decodes goes through here. Internal, not API.
 *
 * <p>A stored value is kept as its payload converter wrote it, without the codec: it travels inside
 * arguments and states that the codec encodes in turn, and would be encoded twice else.
 */
public final class RunConverter {
  private final DataConverter converter;

  private RunConverter(DataConverter converter) {
    this.converter = converter;
  }

  /**
   * The converter of the current workflow run. Workflow code only; a constructor may ask, too.
   *
   * <p>The SDK knows it and has no public way to it, so this uses an internal one, as {@link
   * RunEnd} does. See {@code docs/rationale.md}.
   */
  public static RunConverter ofRun() {
    WorkflowInfo run = Workflow.getInfo();
    return new RunConverter(
        WorkflowInternal.getDataConverter()
            .withContext(
                new WorkflowSerializationContext(run.getNamespace(), run.getWorkflowId())));
  }

  /** What the run that called an activity has by {@link #ofRun}; for interceptors of activities. */
  public static RunConverter ofCaller(ActivityExecutionContext call) {
    ActivityInfo info = call.getInfo();
    return ofRun(call.getWorkflowClient(), Objects.requireNonNull(info.getWorkflowId()));
  }

  /** What a run's arguments, memo and result go through, as a client writes and reads them. */
  public static RunConverter ofRun(WorkflowClient client, String workflowId) {
    WorkflowClientOptions options = client.getOptions();
    return new RunConverter(
        options
            .getDataConverter()
            .withContext(new WorkflowSerializationContext(options.getNamespace(), workflowId)));
  }

  /** The converter of the client of the current activity's worker. Activity code only. */
  public static RunConverter ofActivity() {
    return of(Activity.getExecutionContext().getWorkflowClient().getOptions().getDataConverter());
  }

  /** A converter that is known, a client's for example. */
  public static RunConverter of(DataConverter converter) {
    return new RunConverter(converter);
  }

  /**
   * The converter of what the SDK itself writes into a history, version markers for example: always
   * the same, whatever a worker has.
   */
  public static RunConverter ofSdk() {
    return of(DefaultDataConverter.STANDARD_INSTANCE);
  }

  /** A payload's value. */
  public <T> @Nullable T read(Payload payload, Class<T> type) {
    return converter.fromPayload(payload, type, type);
  }

  /** The bytes of values as the server counts them. */
  public long bytes(@Nullable Object... values) {
    return converter.toPayloads(values).map(Payloads::getSerializedSize).orElse(0);
  }

  /**
   * A value as data.
   *
   * @throws io.temporal.common.converter.DataConverterException if the converter cannot write it
   */
  public Encoded encode(@Nullable Object value) {
    return Encoded.of(bare(converter.toPayload(value).orElseThrow()));
  }

  /**
   * A value as it is sent, or stored outside of a run: the codec is applied.
   *
   * @throws io.temporal.common.converter.DataConverterException if the converter cannot write it
   */
  public Payload send(@Nullable Object value) {
    return converter.toPayload(value).orElseThrow();
  }

  /**
   * A value that was {@link #send sent}.
   *
   * @throws io.temporal.common.converter.DataConverterException if the converter cannot read it
   */
  public <T> @Nullable T receive(Payload sent, Class<T> type, Type genericType) {
    return converter.fromPayload(sent, type, genericType);
  }

  /** A failure as it is sent. */
  public Failure send(Throwable failure) {
    return converter.exceptionToFailure(failure);
  }

  /** A failure that was sent. */
  public RuntimeException receive(Failure sent) {
    return converter.failureToException(sent);
  }

  /**
   * A value from its data.
   *
   * @throws io.temporal.common.converter.DataConverterException if the converter cannot read it
   */
  public <T> @Nullable T decode(Encoded value, Class<T> type, Type genericType) {
    Payload sent = converter.toPayload(value.raw()).orElseThrow();
    return converter.fromPayload(sent, type, genericType);
  }

  private Payload bare(Payload sent) {
    return converter.fromPayload(sent, RawValue.class, RawValue.class).getPayload();
  }
}
