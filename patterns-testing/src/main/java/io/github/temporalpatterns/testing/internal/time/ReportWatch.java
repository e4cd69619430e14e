// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.time;

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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells, before a worker's report leaves, who wants to know it, and again once it has arrived. */
public final class ReportWatch implements ClientInterceptor {
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Function<Reported, Runnable> listener;
  private volatile @Nullable String refusal;

  /** Sets who is told of each report; what it returns runs once the server has the report. */
  public void setListener(Function<Reported, Runnable> listener) {
    this.listener = listener;
  }

  /** The newest error by which the server refused what a workflow task did, or an answer's size. */
  @Nullable
  public String refusal() {
    return refusal;
  }

  /** Whether a worker has answered an update. */
  public boolean isAnswered(String updateId) {
    return answered.contains(updateId);
  }

  @Override
  public <Q, P> ClientCall<Q, P> interceptCall(
      MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
    return new WatchedCall<>(next.newCall(method, options));
  }

  private static boolean isTooLarge(Status status) {
    return status.getCode() == Status.Code.RESOURCE_EXHAUSTED;
  }

  private final class WatchedCall<Q, P> extends SimpleForwardingClientCall<Q, P> {
    private volatile Runnable arrived = () -> {};
    private volatile boolean endsTask;
    private volatile boolean reports;

    WatchedCall(ClientCall<Q, P> call) {
      super(call);
    }

    @Override
    public void start(Listener<P> responses, Metadata headers) {
      super.start(
          new SimpleForwardingClientCallListener<>(responses) {
            @Override
            public void onClose(Status status, Metadata trailers) {
              arrived.run();
              if (!status.isOk() && (endsTask || (reports && isTooLarge(status)))) {
                refusal = status.getCode() + " " + status.getDescription();
              }
              super.onClose(status, trailers);
            }
          },
          headers);
    }

    @Override
    public void sendMessage(Q message) {
      endsTask = message instanceof RespondWorkflowTaskCompletedRequest;
      Optional<Reported> report = Reported.of(message);
      reports = report.isPresent();
      report.ifPresent(this::tell);
      super.sendMessage(message);
    }

    private void tell(Reported report) {
      Function<Reported, Runnable> told = listener;
      if (told != null) {
        arrived = told.apply(report);
      }
      answered.addAll(report.answers());
    }
  }
}
