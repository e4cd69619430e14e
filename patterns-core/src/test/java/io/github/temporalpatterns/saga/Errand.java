// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A child workflow as step and as undo: one activity. */
@WorkflowInterface
public interface Errand {
  @WorkflowMethod(name = "Errand")
  String run(String verb, String key, String what);

  /** Calls the desk. */
  final class Impl implements Errand {
    @Override
    public String run(String verb, String key, String what) {
      Workflow.newUntypedActivityStub(Desk.ONE_ATTEMPT).execute(verb, Object.class, key, what);
      return what;
    }
  }
}
