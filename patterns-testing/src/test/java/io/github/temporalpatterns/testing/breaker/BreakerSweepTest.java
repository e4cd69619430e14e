// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import static io.github.temporalpatterns.testing.sweep.FaultKind.CANCEL;
import static io.github.temporalpatterns.testing.sweep.FaultKind.CRASH;
import static io.github.temporalpatterns.testing.sweep.FaultKind.LOST_RESULT;
import static io.github.temporalpatterns.testing.sweep.FaultKind.NON_RETRYABLE;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.BreakerOptions.WhenOpen;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow.Answer;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow.Outcome;
import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.sweep.FaultSweep;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every fault at every point of a run whose breaker opens and whose second request waits. */
final class BreakerSweepTest {

  @TestFactory
  Stream<DynamicTest> answersEachRequestOrIsCancelled() {
    return FaultSweep.of(PatientImpl.class)
        .kinds(CRASH, LOST_RESULT, NON_RETRYABLE, CANCEL)
        .pairs(0)
        .tests(
            env -> {
              env.register((Dependency) BreakerSweepTest::ask);
              Scenario<Patient> run =
                  env.scenario(Patient.class).start(p -> p.send(List.of("fail a", "b")));

              WorkflowExecutionStatus end = run.end();

              assertThat(end)
                  .isIn(WORKFLOW_EXECUTION_STATUS_COMPLETED, WORKFLOW_EXECUTION_STATUS_CANCELED);
              if (end == WORKFLOW_EXECUTION_STATUS_COMPLETED) {
                assertThat(run.result(String[].class))
                    .hasSize(2)
                    .contains("FAILED")
                    .doesNotContain("REJECTED");
              }
              assertThat(run.stub(BreakerOperator.class).breakerStatus())
                  .allSatisfy(status -> assertThat(status.waiting()).isZero());
            });
  }

  private static String ask(String request) {
    if (request.startsWith("fail")) {
      throw ApplicationFailure.newNonRetryableFailure("refused", "REFUSED");
    }
    return request;
  }

  /** Sends requests. */
  @WorkflowInterface
  public interface Patient {

    /** Returns what became of each. */
    @WorkflowMethod
    String[] send(List<String> requests);
  }

  /** Opens at the first failure, and lets calls wait. */
  public static final class PatientImpl extends CircuitBreakerWorkflow<Dependency, String, String>
      implements Patient {

    public PatientImpl() {
      super(
          BreakerOptions.newBuilder("dependency")
              .setActivityOptions(Dependencies.CALLS)
              .setWhenOpen(WhenOpen.WAIT)
              .setRules(
                  BreakerRules.newBuilder()
                      .setConsecutiveFailures(1)
                      .setOpenWait(Duration.ofSeconds(30))
                      .build())
              .build(),
          Dependency.class);
    }

    @Override
    public String[] send(List<String> requests) {
      return answers(requests).stream()
          .map(Answer::outcome)
          .map(Outcome::name)
          .toArray(String[]::new);
    }

    @Override
    protected String call(Dependency dependency, String request) {
      return dependency.ask(request);
    }
  }
}
