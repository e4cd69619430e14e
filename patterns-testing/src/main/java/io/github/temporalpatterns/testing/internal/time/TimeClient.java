// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.time;

import io.github.temporalpatterns.testing.internal.time.ServerTime.Interest;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage;
import io.temporal.api.update.v1.WaitPolicy;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets time pass while a client waits for a result or an update, and bounds all that it waits for.
 * The one class that knows the SDK's experimental client interceptors.
 */
public final class TimeClient extends WorkflowClientInterceptorBase {
  private static final UpdateWorkflowExecutionLifecycleStage COMPLETED =
      WorkflowUpdateStage.COMPLETED.getProto();

  private final ClientWaits waits;

  public TimeClient(ClientWaits waits) {
    this.waits = waits;
  }

  @Override
  public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(
      WorkflowClientCallsInterceptor next) {
    return new Calls(bounded(next));
  }

  /** Whatever call there is, or will be: it ends once waiting is in vain. */
  private WorkflowClientCallsInterceptor bounded(WorkflowClientCallsInterceptor next) {
    return (WorkflowClientCallsInterceptor)
        Proxy.newProxyInstance(
            TimeClient.class.getClassLoader(),
            new Class<?>[] {WorkflowClientCallsInterceptor.class},
            (proxy, method, arguments) -> {
              String what = "the client's call of " + method.getName();
              return later(what, waits.bounded(what, () -> invoke(next, method, arguments)));
            });
  }

  private static @Nullable Object invoke(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** What is answered at once may hold what comes later. */
  private @Nullable Object later(String what, @Nullable Object answer) {
    if (answer instanceof WorkflowClientCallsInterceptor.GetResultAsyncOutput<?> output) {
      return new WorkflowClientCallsInterceptor.GetResultAsyncOutput<>(
          waits.bounded(what, output.getResult()));
    }
    if (answer instanceof WorkflowClientCallsInterceptor.PollWorkflowUpdateOutput<?> output) {
      return new WorkflowClientCallsInterceptor.PollWorkflowUpdateOutput<>(
          waits.bounded(what, output.getResult()));
    }
    return answer;
  }

  private final class Calls extends WorkflowClientCallsInterceptorBase {
    private final WorkflowClientCallsInterceptor next;

    Calls(WorkflowClientCallsInterceptor next) {
      super(next);
      this.next = next;
    }

    @Override
    public <R> GetResultOutput<R> getResult(GetResultInput<R> input) throws TimeoutException {
      WorkflowExecution execution = input.getWorkflowExecution();
      try {
        return waits.during(
            "the result of " + execution.getWorkflowId(),
            Interest.CLOSING,
            () -> waits.isClosed(execution.getWorkflowId()),
            () -> result(input));
      } catch (CompletionException e) {
        if (e.getCause() instanceof TimeoutException timeout) {
          throw timeout;
        }
        throw e;
      }
    }

    private <R> GetResultOutput<R> result(GetResultInput<R> input) {
      try {
        return next.getResult(input);
      } catch (TimeoutException e) {
        throw new CompletionException(e);
      }
    }

    @Override
    public <R> WorkflowUpdateHandle<R> startUpdate(StartUpdateInput<R> input) {
      return handle(input, next.startUpdate(accepted(input)));
    }

    @Override
    public <R> WorkflowUpdateWithStartOutput<R> updateWithStart(
        WorkflowUpdateWithStartInput<R> input) {
      StartUpdateInput<R> update = input.getStartUpdateInput();
      WorkflowUpdateWithStartOutput<R> output =
          next.updateWithStart(
              new WorkflowUpdateWithStartInput<>(input.getWorkflowStartInput(), accepted(update)));
      return new WorkflowUpdateWithStartOutput<>(
          output.getWorkflowStartOutput(), handle(update, output.getUpdateHandle()));
    }

    private <R> WorkflowUpdateHandle<R> handle(
        StartUpdateInput<R> input, WorkflowUpdateHandle<R> accepted) {
      Handle<R> handle = new Handle<>(input, accepted);
      if (input.getWaitPolicy().getLifecycleStage() == COMPLETED) {
        handle.awaitEnd();
      }
      return handle;
    }
  }

  /**
   * The same update, waited for only until the workflow has it. Time that passed sooner could leap
   * over what the update is about to do.
   */
  private static <R> WorkflowClientCallsInterceptor.StartUpdateInput<R> accepted(
      WorkflowClientCallsInterceptor.StartUpdateInput<R> input) {
    return input.getWaitPolicy().getLifecycleStage() == COMPLETED
        ? new WorkflowClientCallsInterceptor.StartUpdateInput<>(
            input.getWorkflowExecution(),
            input.getWorkflowType(),
            input.getUpdateName(),
            input.getHeader(),
            input.getUpdateId(),
            input.getArguments(),
            input.getResultClass(),
            input.getResultType(),
            input.getFirstExecutionRunId(),
            WaitPolicy.newBuilder()
                .setLifecycleStage(WorkflowUpdateStage.ACCEPTED.getProto())
                .build())
        : input;
  }

  private static String what(WorkflowClientCallsInterceptor.StartUpdateInput<?> input) {
    return "the update %s of %s"
        .formatted(input.getUpdateName(), input.getWorkflowExecution().getWorkflowId());
  }

  /** The handle of an accepted update, whose result may need time to pass. */
  private final class Handle<R> implements WorkflowUpdateHandle<R> {
    private final WorkflowClientCallsInterceptor.StartUpdateInput<R> input;
    private final WorkflowUpdateHandle<R> handle;

    Handle(
        WorkflowClientCallsInterceptor.StartUpdateInput<R> input, WorkflowUpdateHandle<R> handle) {
      this.input = input;
      this.handle = handle;
    }

    @Override
    public String getId() {
      return handle.getId();
    }

    @Override
    public WorkflowExecution getExecution() {
      return handle.getExecution();
    }

    /** Waits for the outcome, which {@link #getResult()} returns or throws. */
    private void awaitEnd() {
      try {
        passing(handle::getResult);
      } catch (WorkflowUpdateException outcome) {
        // Whoever asks for the result gets it.
      }
    }

    @Override
    public R getResult() {
      return passing(handle::getResult);
    }

    @Override
    public R getResult(long timeout, TimeUnit unit) {
      return passing(() -> handle.getResult(timeout, unit));
    }

    @Override
    public CompletableFuture<R> getResultAsync() {
      return handle.getResultAsync();
    }

    @Override
    public CompletableFuture<R> getResultAsync(long timeout, TimeUnit unit) {
      return handle.getResultAsync(timeout, unit);
    }

    private R passing(Supplier<R> call) {
      return waits.during(
          what(input), Interest.ANSWERS, () -> waits.isAnswered(handle.getId()), call);
    }
  }
}
