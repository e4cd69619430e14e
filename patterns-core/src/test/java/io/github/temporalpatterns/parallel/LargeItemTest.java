// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An item that no server would take fails by itself, and its call is not made. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class LargeItemTest {

  @Test
  void failsByItself() {
    try (TestWorkflowEnvironment env = TestWorkflowEnvironment.newInstance()) {
      Worker worker = env.newWorker("large");
      worker.registerWorkflowImplementationTypes(Large.Default.class);
      env.start();
      Large run =
          env.getWorkflowClient()
              .newWorkflowStub(
                  Large.class, WorkflowOptions.newBuilder().setTaskQueue("large").build());

      assertThat(run.run())
          .containsExactly(
              "SUCCEEDED",
              "FAILED",
              "SUCCEEDED",
              FailureTypes.PAYLOAD_TOO_LARGE,
              "2 calls",
              "won 1");
    }
  }

  /** Maps and races. */
  @WorkflowInterface
  public interface Large {
    @WorkflowMethod(name = "Large")
    List<String> run();

    /** With an item of 3 MB. */
    final class Default implements Large {
      @Override
      public List<String> run() {
        String large = "x".repeat(3 << 20);
        List<String> called = new ArrayList<>();
        Functions.Func1<String, Promise<Integer>> call =
            item -> {
              called.add(item);
              return Workflow.newPromise(item.length());
            };
        Outcomes<String, Integer> outcomes = Parallel.create().map(List.of("a", large, "b"), call);
        List<String> seen = new ArrayList<>();
        outcomes.all().forEach(outcome -> seen.add(outcome.status().name()));
        seen.add(outcomes.failed().get(0).reason().split(":", 2)[0]);
        seen.add(called.size() + " calls");
        Race race = Race.create(RaceOptions.together().build());
        seen.add("won " + race.first(List.of(large, "c"), call).contender());
        return seen;
      }
    }
  }
}
