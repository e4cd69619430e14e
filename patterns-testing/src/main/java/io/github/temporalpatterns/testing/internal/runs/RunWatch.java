// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.runs;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.workflowservice.v1.ExecuteMultiOperationRequest;
import io.temporal.api.workflowservice.v1.ExecuteMultiOperationResponse;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.SignalWithStartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.SignalWithStartWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionResponse;
import org.jspecify.annotations.Nullable;

/**
 * Notes every run that a client starts and every run that a worker gets a task of: also those that
 * no worker executes, because none polls their queue or knows their type.
 */
public final class RunWatch implements ClientInterceptor {
  private final RunLog runs;
  private final String namespace;

  /** Watches one namespace; a test may have clients and workers of others on the same channel. */
  public RunWatch(RunLog runs, String namespace) {
    this.runs = runs;
    this.namespace = namespace;
  }

  @Override
  public <Q, P> ClientCall<Q, P> interceptCall(
      MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      private volatile @Nullable StartWorkflowExecutionRequest started;
      private volatile boolean isElsewhere;

      @Override
      public void start(Listener<P> responses, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(responses) {
              @Override
              public void onMessage(P message) {
                StartWorkflowExecutionRequest request = started;
                if (isElsewhere) {
                  super.onMessage(message);
                  return;
                }
                if (request != null) {
                  note(request, runId(message));
                } else if (message instanceof PollWorkflowTaskQueueResponse polled) {
                  note(polled);
                }
                super.onMessage(message);
              }
            },
            headers);
      }

      @Override
      public void sendMessage(Q message) {
        started = started(message);
        isElsewhere = isElsewhere(message);
        super.sendMessage(message);
      }
    };
  }

  private static @Nullable StartWorkflowExecutionRequest started(Object message) {
    if (message instanceof SignalWithStartWorkflowExecutionRequest start) {
      return StartWorkflowExecutionRequest.newBuilder()
          .setWorkflowId(start.getWorkflowId())
          .setWorkflowType(start.getWorkflowType())
          .setTaskQueue(start.getTaskQueue())
          .build();
    }
    if (message instanceof ExecuteMultiOperationRequest several) {
      return several.getOperations(0).getStartWorkflow();
    }
    return message instanceof StartWorkflowExecutionRequest start ? start : null;
  }

  private boolean isElsewhere(Object message) {
    String asked = namespace;
    if (message instanceof StartWorkflowExecutionRequest start) {
      asked = start.getNamespace();
    } else if (message instanceof SignalWithStartWorkflowExecutionRequest start) {
      asked = start.getNamespace();
    } else if (message instanceof ExecuteMultiOperationRequest several) {
      asked = several.getNamespace();
    } else if (message instanceof PollWorkflowTaskQueueRequest poll) {
      asked = poll.getNamespace();
    }
    return !asked.equals(namespace);
  }

  private static String runId(Object message) {
    if (message instanceof SignalWithStartWorkflowExecutionResponse response) {
      return response.getRunId();
    }
    if (message instanceof ExecuteMultiOperationResponse response) {
      return response.getResponses(0).getStartWorkflow().getRunId();
    }
    return message instanceof StartWorkflowExecutionResponse response ? response.getRunId() : "";
  }

  private void note(StartWorkflowExecutionRequest request, String runId) {
    if (!runId.isEmpty()) {
      runs.add(
          new RunLog.Run(
              request.getWorkflowId(),
              runId,
              request.getWorkflowType().getName(),
              request.getTaskQueue().getName(),
              null));
    }
  }

  /** Notes a run by the beginning of its history, which its first task brings. */
  private void note(PollWorkflowTaskQueueResponse polled) {
    if (polled.getHistory().getEventsCount() > 0
        && polled.getHistory().getEvents(0).hasWorkflowExecutionStartedEventAttributes()) {
      WorkflowExecutionStartedEventAttributes begin =
          polled.getHistory().getEvents(0).getWorkflowExecutionStartedEventAttributes();
      runs.add(
          new RunLog.Run(
              polled.getWorkflowExecution().getWorkflowId(),
              polled.getWorkflowExecution().getRunId(),
              begin.getWorkflowType().getName(),
              begin.getTaskQueue().getName(),
              begin.hasParentWorkflowExecution()
                  ? begin.getParentWorkflowExecution().getWorkflowId()
                  : null));
    }
  }
}
