// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.BreakerOptions;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow.Answer;
import io.github.temporalpatterns.breaker.CircuitBreakerWorkflow.Outcome;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run of the base class completes if, and only if, every request was answered. */
@PatternTest(workflows = BaseClassTest.AskingImpl.class)
final class BaseClassTest {

  @Test
  void completesWithAnAnswerToEachRequest(Scenario<Asking> run, Canned<Dependency> dependency) {
    dependency.on(Dependency::ask).answers(request -> request);

    List<Answer<String, String>> answers = run.run(a -> a.run(List.of("a", "b")));
    assertThat(answers).extracting(Answer::orThrow).containsExactly("a", "b");
  }

  @Test
  void failsWithWhatBecameOfEachIfOneWasNotAnswered(
      Scenario<Asking> run, Canned<Dependency> dependency) {
    dependency
        .on(Dependency::ask)
        .answers(
            request -> {
              if (request.equals("b")) {
                throw ApplicationFailure.newNonRetryableFailure("down", "E_DOWN");
              }
              return request;
            });

    ApplicationFailure failure = failure(run, List.of("a", "b", "c"));

    assertThat(failure.getType()).isEqualTo(FailureTypes.BREAKER_UNANSWERED);
    assertThat(failure.getOriginalMessage())
        .isEqualTo("1 of 3 requests were not answered; the first of them: E_DOWN: down");
    List<?> detail = failure.getDetails().get(0, List.class);
    assertThat(detail).hasSize(3).asString().contains("ANSWERED", "FAILED", "E_DOWN: down");
  }

  @Test
  void refusesWhatItCannotWorkOn(Scenario<Asking> none) {
    assertThat(failure(none, null))
        .satisfies(failure -> assertThat(failure.getType()).isEqualTo(FailureTypes.BREAKER_REFUSED))
        .hasMessageContaining("requests: must be set");
  }

  @Test
  void refusesMoreThanAHistoryHolds(Scenario<Asking> tooMany) {
    assertThat(failure(tooMany, Collections.nCopies(4_001, "a")))
        .satisfies(failure -> assertThat(failure.getType()).isEqualTo(FailureTypes.BREAKER_REFUSED))
        .hasMessageContaining("requests: must be 0 to 4000, was 4001");
  }

  @Test
  void anAnswerThatIsMissingCannotBeTaken() {
    Answer<String, String> rejected = new Answer<>("a", Outcome.REJECTED, null, "is open");

    assertThatThrownBy(rejected::orThrow)
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining("is open")
        .hasMessageContaining(FailureTypes.BREAKER_UNANSWERED);
  }

  private static ApplicationFailure failure(Scenario<Asking> run, @Nullable List<String> requests) {
    Throwable thrown = catchThrowable(() -> run.run(asking -> asking.run(requests)));
    assertThat(thrown).isNotNull();
    return (ApplicationFailure) Objects.requireNonNull(thrown.getCause());
  }

  /** Asks a dependency. */
  @WorkflowInterface
  public interface Asking {

    /** Returns the answers. */
    @WorkflowMethod
    List<Answer<String, String>> run(@Nullable List<String> requests);
  }

  /** Asks as the base class does. */
  public static final class AskingImpl extends CircuitBreakerWorkflow<Dependency, String, String>
      implements Asking {

    public AskingImpl() {
      super(
          BreakerOptions.newBuilder("dependency").setActivityOptions(Dependencies.CALLS).build(),
          Dependency.class);
    }

    @Override
    protected String call(Dependency dependency, String request) {
      return dependency.ask(request);
    }
  }
}
