// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflowservice.v1.ExecuteMultiOperationRequest;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueResponse;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.SignalWithStartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Stands between the worker and the server: follows workflow tasks and loses their answers. */
final class TaskFaults implements ClientInterceptor {

  /** A workflow task that a worker executes. */
  record Task(String type, String workflowId, String runId, boolean sawCancel) {}

  private final Subject subject;
  private final Predicate<Task> loses;
  private final Commands commands;
  private final Consumer<String> wedged;
  private final Map<ByteString, Task> tasks = new HashMap<>();
  private final Set<ByteString> dead = new HashSet<>();

  /**
   * Makes the interceptor.
   *
   * @param loses strikes at a task that was executed, and tells whether its answer is lost
   */
  TaskFaults(Subject subject, Predicate<Task> loses, Commands commands, Consumer<String> wedged) {
    this.subject = subject;
    this.loses = loses;
    this.commands = commands;
    this.wedged = wedged;
  }

  /** Loses the answers to all tasks that workers execute just now. */
  synchronized void loseAll() {
    dead.addAll(tasks.keySet());
  }

  boolean isLost(RespondWorkflowTaskCompletedRequest answer) {
    boolean lost;
    Task task;
    synchronized (this) {
      lost = dead.remove(answer.getTaskToken());
      task = task(answer);
    }
    return loses.test(task) || lost;
  }

  RespondWorkflowTaskCompletedRequest prepare(RespondWorkflowTaskCompletedRequest answer) {
    return commands.prepare(answer, task(answer).runId());
  }

  void accepted(RespondWorkflowTaskCompletedRequest answer) {
    Task task = task(answer);
    subject.executed(task.workflowId(), task.sawCancel() || Commands.close(answer));
  }

  synchronized void done(RespondWorkflowTaskCompletedRequest answer) {
    tasks.remove(answer.getTaskToken());
  }

  void refused(String why) {
    wedged.accept(why);
  }

  private synchronized Task task(RespondWorkflowTaskCompletedRequest answer) {
    return tasks.getOrDefault(answer.getTaskToken(), new Task("unknown", "", "", false));
  }

  private synchronized void polled(PollWorkflowTaskQueueResponse polled) {
    if (!polled.getTaskToken().isEmpty() && !polled.hasQuery()) {
      boolean sawCancel =
          polled.getHistory().getEventsList().stream()
              .anyMatch(
                  event ->
                      event.getEventType()
                          == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED);
      tasks.put(
          polled.getTaskToken(),
          new Task(
              polled.getWorkflowType().getName(),
              polled.getWorkflowExecution().getWorkflowId(),
              polled.getWorkflowExecution().getRunId(),
              sawCancel));
    }
  }

  private void sent(Object message) {
    if (message instanceof StartWorkflowExecutionRequest start) {
      subject.started(start.getWorkflowId());
    } else if (message instanceof SignalWithStartWorkflowExecutionRequest start) {
      subject.started(start.getWorkflowId());
    } else if (message instanceof ExecuteMultiOperationRequest several) {
      subject.started(several.getOperations(0).getStartWorkflow().getWorkflowId());
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public <Q, P> ClientCall<Q, P> interceptCall(
      MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
    if (method.equals(WorkflowServiceGrpc.getRespondWorkflowTaskCompletedMethod())) {
      return (ClientCall<Q, P>) new AnswerCall(this, next, options);
    }
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<P> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onMessage(P message) {
                if (message instanceof PollWorkflowTaskQueueResponse polled) {
                  polled(polled);
                }
                super.onMessage(message);
              }
            },
            headers);
      }

      @Override
      public void sendMessage(Q message) {
        sent(message);
        super.sendMessage(message);
      }
    };
  }
}
