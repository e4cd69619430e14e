// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.server;

import io.github.temporalpatterns.testing.internal.runs.AttemptEnd;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the embedded server from two faults of its own, by which correct runs hang.
 *
 * <p>It loses a workflow task that cancels an activity or a timer which has just ended
 * (temporalio/sdk-java#2391, #2606, #3088). Such a task is failed instead, as one is that does not
 * know the newest events, so that it is offered again with them. And it forgets an activity whose
 * attempt fails, and could be retried, after its cancellation was requested. Such a failure is
 * reported as a final one, which on a real server it is.
 */
public final class EmbeddedMends implements ClientInterceptor {
  /** As a server answers which refuses the task and offers it again. */
  private static final Status UNHANDLED =
      Status.INVALID_ARGUMENT.withDescription("UnhandledCommand");

  private final CancelRequests requests;
  private final Turns turns = new Turns();

  public EmbeddedMends(CancelRequests requests) {
    this.requests = requests;
  }

  @Override
  public <Q, P> ClientCall<Q, P> interceptCall(
      MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
    return new MendedCall<>(next.newCall(method, options));
  }

  private final class MendedCall<Q, P> extends SimpleForwardingClientCall<Q, P> {
    private @Nullable Runnable turn;
    private boolean closed;
    private volatile boolean tooLate;
    private volatile @Nullable RespondWorkflowTaskCompletedRequest cancelling;

    MendedCall(ClientCall<Q, P> call) {
      super(call);
    }

    @Override
    public void start(Listener<P> responses, Metadata headers) {
      super.start(
          new SimpleForwardingClientCallListener<>(responses) {
            @Override
            public void onMessage(P message) {
              requests.received(message);
              super.onMessage(message);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              RespondWorkflowTaskCompletedRequest task = cancelling;
              if (task != null && status.isOk()) {
                requests.accepted(task);
              }
              endTurn();
              super.onClose(tooLate ? UNHANDLED : status, trailers);
            }
          },
          headers);
    }

    @Override
    public void sendMessage(Q message) {
      if (message instanceof RespondWorkflowTaskCompletedRequest task
          && CancelRequests.isIn(task)) {
        keep(turns.take(Turns.Of.CANCELS));
        if (requests.comeTooLate(task)) {
          tooLate = true;
          requests.offerAgain(task);
          super.cancel("the task was failed instead", null);
          return;
        }
        cancelling = task;
      } else if (AttemptEnd.is(message)) {
        keep(turns.take(Turns.Of.ENDS));
      }
      super.sendMessage(requests.mended(message));
    }

    /** A call may be closed before it has sent anything. */
    private synchronized void keep(Runnable taken) {
      turn = taken;
      if (closed) {
        endTurn();
      }
    }

    private synchronized void endTurn() {
      closed = true;
      if (turn != null) {
        turn.run();
        turn = null;
      }
    }

    @Override
    public void halfClose() {
      if (!tooLate) {
        super.halfClose();
      }
    }
  }
}
