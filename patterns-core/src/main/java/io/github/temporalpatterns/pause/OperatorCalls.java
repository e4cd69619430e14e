// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.pause.PauseFleet.NotObeyedException;
import io.github.temporalpatterns.pause.PauseFleet.Why;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowUpdateException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Calls one run, and says by a reason why it did not obey: the SDK says many things alike. */
final class OperatorCalls implements InvocationHandler {
  private final WorkflowClient client;
  private final String workflowId;
  private final Pausable run;

  private OperatorCalls(WorkflowClient client, String workflowId) {
    this.client = client;
    this.workflowId = workflowId;
    run = client.newWorkflowStub(Pausable.class, workflowId);
  }

  static Pausable operator(WorkflowClient client, String workflowId) {
    return (Pausable)
        Proxy.newProxyInstance(
            Pausable.class.getClassLoader(),
            new Class<?>[] {Pausable.class},
            new OperatorCalls(client, workflowId));
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
          case NOT_PAUSABLE -> "it is not pausable";
          case STALE_REQUEST, BAD_REQUEST, NO_ANSWER ->
              Failures.line(failure.getCause() == null ? failure : failure.getCause());
        };
    return new NotObeyedException(why, workflowId + ": " + how, failure);
  }

  private Why why(WorkflowException failure) {
    if (failure instanceof WorkflowNotFoundException) {
      return isKnown() ? Why.CLOSED_RUN : Why.UNKNOWN_RUN;
    }
    if (failure instanceof WorkflowQueryException) {
      return Why.NOT_PAUSABLE;
    }
    if (!(failure instanceof WorkflowUpdateException)) {
      return Why.NO_ANSWER;
    }
    if (FailureTypes.matches(failure, FailureTypes.PAUSE_COMMAND_STALE)) {
      return Why.STALE_REQUEST;
    }
    boolean refused = FailureTypes.matches(failure, FailureTypes.PAUSE_COMMAND_REFUSED);
    return refused ? Why.BAD_REQUEST : Why.NOT_PAUSABLE;
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
