// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import org.jspecify.annotations.Nullable;

/** Refuses every answer to a workflow task, as the embedded server does in its races. */
final class StuckServer implements ClientInterceptor {
  @Override
  public <Q, P> ClientCall<Q, P> interceptCall(
      MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
    if (!method.equals(WorkflowServiceGrpc.getRespondWorkflowTaskCompletedMethod())) {
      return next.newCall(method, options);
    }
    return new ClientCall<>() {
      @Override
      public void start(Listener<P> listener, Metadata headers) {
        listener.onClose(
            Status.FAILED_PRECONDITION.withDescription("ACTIVITY_UNKNOWN for scheduledEventId=5"),
            new Metadata());
      }

      @Override
      public void request(int messages) {}

      @Override
      public void cancel(@Nullable String message, @Nullable Throwable cause) {}

      @Override
      public void halfClose() {}

      @Override
      public void sendMessage(Q message) {}
    };
  }
}
