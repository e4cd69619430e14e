// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.RunsIn;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowUpdateException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Calls the handlers of one run, and tells apart why a call failed: the SDK says many things alike.
 * Internal, not API.
 */
@RunsIn(CLIENT)
public final class RunCalls implements InvocationHandler {

  /** Why a call failed. */
  public enum End {
    /** There is no such run. */
    UNKNOWN_RUN,
    /** The run has ended. */
    CLOSED_RUN,
    /** The run does not answer such a query. */
    NO_QUERY,
    /** The update failed: it was refused, or there is none. The failure's cause says which. */
    UPDATE_FAILED,
    /** Nobody answered. */
    NO_ANSWER
  }

  private final WorkflowClient client;
  private final String workflowId;
  private final Object run;
  private final BiFunction<End, WorkflowException, RuntimeException> explain;

  private RunCalls(
      WorkflowClient client,
      Class<?> handlers,
      String workflowId,
      BiFunction<End, WorkflowException, RuntimeException> explain) {
    this.client = client;
    this.workflowId = workflowId;
    this.explain = explain;
    run = client.newWorkflowStub(handlers, workflowId);
  }

  /**
   * A stub of the newest run.
   *
   * @param explain makes what the stub throws of what the client threw
   */
  public static <O> O of(
      WorkflowClient client,
      Class<O> handlers,
      String workflowId,
      BiFunction<End, WorkflowException, RuntimeException> explain) {
    return handlers.cast(
        Proxy.newProxyInstance(
            handlers.getClassLoader(),
            new Class<?>[] {handlers},
            new RunCalls(client, handlers, workflowId, explain)));
  }

  /** What happened, in one line. */
  public static String line(WorkflowException failure) {
    return Failures.line(failure.getCause() == null ? failure : failure.getCause());
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(run, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof WorkflowException failure
          ? explain.apply(end(failure), failure)
          : e.getCause();
    }
  }

  private End end(WorkflowException failure) {
    if (failure instanceof WorkflowNotFoundException) {
      return isKnown() ? End.CLOSED_RUN : End.UNKNOWN_RUN;
    }
    if (failure instanceof WorkflowQueryException) {
      return End.NO_QUERY;
    }
    return failure instanceof WorkflowUpdateException ? End.UPDATE_FAILED : End.NO_ANSWER;
  }

  private boolean isKnown() {
    try {
      client.newUntypedWorkflowStub(workflowId).describe();
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }
}
