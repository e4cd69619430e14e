// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.FailureTypes;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A map and a race in a run's second life: both begin anew, for nothing of them is carried. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ParallelLivesTest {
  private final TestWorkflowEnvironment env = TestWorkflowEnvironment.newInstance();

  @BeforeEach
  void open() {
    WorkflowImplementationOptions any =
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(Throwable.class)
            .build();
    env.newWorker("lives").registerWorkflowImplementationTypes(any, Lives.Default.class);
    env.start();
    Lives.Default.CALLED.clear();
  }

  @AfterEach
  void close() {
    env.close();
  }

  @Test
  void aRetryAContinuedRunAndAReusedIdBeginAnew() {
    assertThat(run("retry")).isEqualTo("2 won 0");
    assertThat(run("continue")).isEqualTo("2 won 0");
    assertThat(run("again")).isEqualTo("2 won 0");
    assertThat(Lives.Default.CALLED)
        .containsExactly("a", "b", "a", "b", "a", "b", "a", "b", "a", "b");
  }

  @Test
  void whereAnyExceptionFailsARunABugInACallDoes() {
    Throwable failure = catchThrowable(() -> run("bug"));

    assertThat(FailureTypes.matches(failure, IllegalStateException.class.getName())).isTrue();
  }

  private String run(String how) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setTaskQueue("lives")
            .setWorkflowId("nightly")
            .setRetryOptions(
                how.equals("retry")
                    ? RetryOptions.newBuilder().setMaximumAttempts(2).build()
                    : null)
            .build();
    return env.getWorkflowClient().newWorkflowStub(Lives.class, options).run(how);
  }

  /** A map and a race, and then an end. */
  @WorkflowInterface
  public interface Lives {
    @WorkflowMethod(name = "ParallelLives")
    String run(String how);

    /** Notes the map's calls. */
    final class Default implements Lives {
      static final Queue<String> CALLED = new ConcurrentLinkedQueue<>();

      @Override
      public String run(String how) {
        Outcomes<String, String> outcomes =
            Parallel.create()
                .map(
                    List.of("a", "b"),
                    item -> {
                      if (how.equals("bug")) {
                        throw new IllegalStateException("a bug in a call");
                      }
                      CALLED.add(item);
                      return Workflow.newPromise(item);
                    });
        int winner =
            Race.create(RaceOptions.together().build())
                .first(List.of("x"), Workflow::newPromise)
                .contender();
        if (how.equals("retry") && Workflow.getInfo().getAttempt() == 1) {
          throw ApplicationFailure.newFailure("again", "AGAIN");
        }
        if (how.equals("continue")) {
          Workflow.continueAsNew("continued");
        }
        return outcomes.all().size() + " won " + winner;
      }
    }
  }
}
