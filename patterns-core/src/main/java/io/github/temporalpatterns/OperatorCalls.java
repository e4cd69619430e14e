// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.PatternOperator.NotObeyedException;
import io.github.temporalpatterns.PatternOperator.Why;
import io.github.temporalpatterns.internal.Failures;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Calls the handlers of one run, and says why it did not obey: the SDK says many things alike. */
@RunsIn(CLIENT)
final class OperatorCalls implements InvocationHandler {
  private final WorkflowClient client;
  private final String workflowId;
  private final Object run;

  private OperatorCalls(WorkflowClient client, Class<?> handlers, String workflowId) {
    this.client = client;
    this.workflowId = workflowId;
    run = client.newWorkflowStub(handlers, workflowId);
  }

  /** A stub of the newest run that throws {@link NotObeyedException}. */
  static <O> O of(WorkflowClient client, Class<O> handlers, String workflowId) {
    return handlers.cast(
        Proxy.newProxyInstance(
            handlers.getClassLoader(),
            new Class<?>[] {handlers},
            new OperatorCalls(client, handlers, workflowId)));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(run, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof WorkflowException failure ? explained(failure) : e.getCause();
    }
  }

  private NotObeyedException explained(WorkflowException failure) {
    Why why = why(failure);
    String how =
        switch (why) {
          case UNKNOWN_RUN -> "there is no such run";
          case CLOSED_RUN -> "it has ended";
          case NOT_OPERABLE -> "it has no block that takes this command";
          case REFUSED, NO_ANSWER ->
              Failures.line(failure.getCause() == null ? failure : failure.getCause());
        };
    return new NotObeyedException(why, refusal(failure), workflowId + ": " + how, failure);
  }

  private Why why(WorkflowException failure) {
    if (failure instanceof WorkflowNotFoundException) {
      return isKnown() ? Why.CLOSED_RUN : Why.UNKNOWN_RUN;
    }
    if (failure instanceof WorkflowQueryException) {
      return Why.NOT_OPERABLE;
    }
    if (failure instanceof WorkflowUpdateException) {
      return FailureTypes.matches(failure, FailureTypes.COMMAND_REFUSED)
          ? Why.REFUSED
          : Why.NOT_OPERABLE;
    }
    return Why.NO_ANSWER;
  }

  private boolean isKnown() {
    try {
      client.newUntypedWorkflowStub(workflowId).describe();
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  private static OperatorCommand.@Nullable Refusal refusal(WorkflowException failure) {
    return failure.getCause() instanceof ApplicationFailure refused
            && FailureTypes.COMMAND_REFUSED.equals(refused.getType())
        ? refused.getDetails().get(OperatorCommand.Refusal.class)
        : null;
  }
}
