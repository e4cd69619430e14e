// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.workflow.Functions;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** A workflow whose body is a lambda in the test, and what that lambda may ask for. */
interface Script {

  /** Whether the test sent that signal. */
  boolean signalled(String name);

  /** Tells the test that the body has come to a point. */
  void reached(String point);

  /** Notes a value that every replay of the run must come to as well. */
  void note(Object value);

  @WorkflowInterface
  interface Flow {
    @WorkflowMethod(name = "Script")
    @Nullable Object run();

    @SignalMethod
    void signal(String name);
  }

  @ActivityInterface
  interface Work {
    /**
     * {@code fail} fails for good, {@code flake} fails, {@code hold} waits for its cancellation,
     * {@code big} returns 3 MiB, anything else {@code done}.
     */
    @ActivityMethod(name = "work")
    String work(String kind) throws InterruptedException;
  }

  /** The lambda. */
  interface Body extends Functions.Func1<Script, @Nullable Object> {}
}
