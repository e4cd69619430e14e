// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.server;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.enums.v1.WorkflowTaskFailedCause;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskFailedRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads, on its way to the server, the report that a workflow task failed. Such a run is stuck
 * until its code changes, which a test need not wait for.
 */
public final class TaskFailureWatch implements ClientInterceptor {
  private final CompletableFuture<Failure> first = new CompletableFuture<>();
  private final boolean failsTest;

  public TaskFailureWatch(boolean failsTest) {
    this.failsTest = failsTest;
  }

  /** Completes with the first workflow task failure that fails the test. */
  public CompletableFuture<Failure> first() {
    return first;
  }

  @Override
  public <Q, P> ClientCall<Q, P> interceptCall(
      MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      private volatile @Nullable Failure failure;

      @Override
      public void start(Listener<P> responses, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(responses) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                // Not sooner: whoever hears of it reads the history, which must have it.
                Failure reported = failure;
                if (reported != null) {
                  first.complete(reported);
                }
                super.onClose(status, trailers);
              }
            },
            headers);
      }

      @Override
      public void sendMessage(Q message) {
        if (message instanceof RespondWorkflowTaskFailedRequest failed && matters(failed)) {
          failure = failed.getFailure();
        }
        super.sendMessage(message);
      }
    };
  }

  private boolean matters(RespondWorkflowTaskFailedRequest failed) {
    return failsTest && isByCode(failed.getCause());
  }

  private static boolean isByCode(WorkflowTaskFailedCause cause) {
    return switch (cause) {
      case WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR,
          WORKFLOW_TASK_FAILED_CAUSE_WORKFLOW_WORKER_UNHANDLED_FAILURE ->
          true;
      default -> false;
    };
  }
}
