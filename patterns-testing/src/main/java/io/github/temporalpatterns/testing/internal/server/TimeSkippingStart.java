// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.server;

import io.github.temporalpatterns.testing.internal.time.NativeRuns;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.temporal.api.workflowservice.v1.ExecuteMultiOperationRequest;
import io.temporal.api.workflowservice.v1.ExecuteMultiOperationRequest.Operation;
import io.temporal.api.workflowservice.v1.SignalWithStartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;

/**
 * Starts every run so that its time can be skipped later: a server that is not told at the start
 * refuses then. The SDK has no option for it yet.
 */
public final class TimeSkippingStart implements ClientInterceptor {

  @Override
  public <Q, P> ClientCall<Q, P> interceptCall(
      MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      @SuppressWarnings("unchecked")
      public void sendMessage(Q message) {
        super.sendMessage((Q) prepare(message));
      }
    };
  }

  private static Object prepare(Object message) {
    if (message instanceof StartWorkflowExecutionRequest start) {
      return prepare(start);
    }
    if (message instanceof SignalWithStartWorkflowExecutionRequest start) {
      return start.toBuilder().setTimeSkippingConfig(NativeRuns.STANDING).build();
    }
    if (message instanceof ExecuteMultiOperationRequest several) {
      ExecuteMultiOperationRequest.Builder builder = several.toBuilder();
      for (Operation.Builder operation : builder.getOperationsBuilderList()) {
        if (operation.hasStartWorkflow()) {
          operation.setStartWorkflow(prepare(operation.getStartWorkflow()));
        }
      }
      return builder.build();
    }
    return message;
  }

  private static StartWorkflowExecutionRequest prepare(StartWorkflowExecutionRequest start) {
    return start.toBuilder().setTimeSkippingConfig(NativeRuns.STANDING).build();
  }
}
