// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.runs;

import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCanceledRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedByIdRequest;
import io.temporal.api.workflowservice.v1.RespondActivityTaskFailedRequest;
import java.util.Set;

/** How a worker, or a completion client, tells the server that an attempt has ended. */
public final class AttemptEnd {
  private static final Set<Class<?>> ENDS =
      Set.of(
          RespondActivityTaskCompletedRequest.class,
          RespondActivityTaskFailedRequest.class,
          RespondActivityTaskCanceledRequest.class,
          RespondActivityTaskCompletedByIdRequest.class,
          RespondActivityTaskFailedByIdRequest.class,
          RespondActivityTaskCanceledByIdRequest.class);

  private AttemptEnd() {}

  public static boolean is(Object message) {
    return ENDS.contains(message.getClass());
  }
}
