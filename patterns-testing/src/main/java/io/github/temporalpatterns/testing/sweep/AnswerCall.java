// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a workflow task on its way to the server. Where it is to be lost, the server is
 * told to offer the task again, and the worker is told that all is well: with a timeout instead,
 * each such run would last ten seconds.
 */
final class AnswerCall
    extends ClientCall<RespondWorkflowTaskCompletedRequest, RespondWorkflowTaskCompletedResponse> {
  private final TaskFaults faults;
  private final Channel channel;
  private final CallOptions options;
  private @Nullable Listener<RespondWorkflowTaskCompletedResponse> worker;
  private Metadata headers = new Metadata();
  private int requested;
  private @Nullable ClientCall<?, ?> sent;

  AnswerCall(TaskFaults faults, Channel channel, CallOptions options) {
    this.faults = faults;
    this.channel = channel;
    this.options = options;
  }

  /** Which call this becomes is known once the message is. */
  @Override
  public void start(Listener<RespondWorkflowTaskCompletedResponse> worker, Metadata headers) {
    this.worker = worker;
    this.headers = headers;
  }

  @Override
  public void request(int messages) {
    if (sent == null) {
      requested += messages;
    } else {
      sent.request(messages);
    }
  }

  @Override
  public void sendMessage(RespondWorkflowTaskCompletedRequest answer) {
    if (faults.isLost(answer)) {
      faults.done(answer);
      send(
          WorkflowServiceGrpc.getRespondWorkflowTaskFailedMethod(),
          RespondWorkflowTaskFailedRequest.newBuilder()
              .setNamespace(answer.getNamespace())
              .setTaskToken(answer.getTaskToken())
              .setIdentity(answer.getIdentity())
              .setCause(WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND)
              .build(),
          any -> RespondWorkflowTaskCompletedResponse.getDefaultInstance(),
          status -> {});
    } else {
      send(
          WorkflowServiceGrpc.getRespondWorkflowTaskCompletedMethod(),
          faults.prepare(answer),
          response -> response,
          status -> closed(answer, status));
    }
  }

  private void closed(RespondWorkflowTaskCompletedRequest answer, Status status) {
    if (status.isOk()) {
      faults.accepted(answer);
    } else {
      Wedge.of(status).ifPresent(faults::refused);
    }
    faults.done(answer);
  }

  private <Q, P> void send(
      MethodDescriptor<Q, P> method,
      Q message,
      Function<P, RespondWorkflowTaskCompletedResponse> convert,
      Consumer<Status> closed) {
    ClientCall<Q, P> call = channel.newCall(method, options);
    sent = call;
    call.start(new Relay<>(worker(), convert, closed), headers);
    call.request(requested);
    call.sendMessage(message);
  }

  private Listener<RespondWorkflowTaskCompletedResponse> worker() {
    if (worker == null) {
      throw new IllegalStateException("a message was sent before the call was started");
    }
    return worker;
  }

  @Override
  public void halfClose() {
    if (sent != null) {
      sent.halfClose();
    }
  }

  @Override
  public void cancel(@Nullable String message, @Nullable Throwable cause) {
    if (sent != null) {
      sent.cancel(message, cause);
    }
  }

  /** Hands the server's response to the worker as the response that it expects. */
  private static final class Relay<P> extends Listener<P> {
    private final Listener<RespondWorkflowTaskCompletedResponse> worker;
    private final Function<P, RespondWorkflowTaskCompletedResponse> convert;
    private final Consumer<Status> closed;

    Relay(
        Listener<RespondWorkflowTaskCompletedResponse> worker,
        Function<P, RespondWorkflowTaskCompletedResponse> convert,
        Consumer<Status> closed) {
      this.worker = worker;
      this.convert = convert;
      this.closed = closed;
    }

    @Override
    public void onHeaders(Metadata headers) {
      worker.onHeaders(headers);
    }

    @Override
    public void onMessage(P message) {
      worker.onMessage(convert.apply(message));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      closed.accept(status);
      worker.onClose(status, trailers);
    }

    @Override
    public void onReady() {
      worker.onReady();
    }
  }
}
