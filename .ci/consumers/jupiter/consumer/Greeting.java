// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** A workflow that a test needs. */
@WorkflowInterface
public interface Greeting {
  @WorkflowMethod
  String greet(int number);

  /** Knows names by their numbers. */
  @ActivityInterface
  interface Names {
    String find(int number);
  }

  /** Greets who has the number. */
  class Impl implements Greeting {
    private final Names names =
        Workflow.newActivityStub(
            Names.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(5)).build());

    @Override
    public String greet(int number) {
      return "Hello " + names.find(number);
    }
  }
}
