// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.saga.Scripts.book;
import static io.github.temporalpatterns.saga.Scripts.fail;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.temporal.common.SearchAttributeKey;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Errors of the program rather than of the business, and sagas that get in each other's way. */
class SagaErrorTest extends SagaTest {
  private static final SearchAttributeKey<String> ATTRIBUTE =
      SearchAttributeKey.forKeyword("SagaOutcome");

  @Test
  void doesNotUndoForAProgrammingErrorAndGoesOnWhenItIsMended() {
    AtomicInteger failures = new AtomicInteger();
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      // stands for code that is mended by a deployment
                      if (failures.incrementAndGet() == 1) {
                        throw new NullPointerException("bug");
                      }
                      return book(steps, "b");
                    }));

    assertThat(run.result()).isEqualTo("ok");
    assertThat(env.ledger().effects()).containsExactly("book a", "book b");
  }

  @Test
  void undoesForAProgrammingErrorOnRequestAndFailsTheRun() {
    SagaRun run =
        env.start(
            Desk.options().setCompensateOn(RuntimeException.class).build(),
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      throw new IllegalStateException("bug");
                    }));

    ApplicationFailure failure = run.applicationFailure();
    assertThat(failure.getType()).isEqualTo(FailureTypes.SAGA_BODY_ERROR);
    assertThat(failure.getOriginalMessage()).contains("bug");
    assertThat(env.ledger().effects()).containsExactly("book a", "cancel a");
  }

  @Test
  void runsAgainAfterItHasEnded() {
    SagaRun run =
        env.start(
            (flow, saga, state) -> {
              String first = saga.run(steps -> book(steps, "a"));
              return first + saga.run(steps -> book(steps, "a"));
            });

    assertThat(run.result()).isEqualTo("okok");
    assertThat(env.ledger().keys()).hasSize(2).doesNotHaveDuplicates();
    assertThat(run.report().steps()).hasSize(1);
  }

  /** A server counts an id's bytes, and blocks the run if a child's has too many. */
  @Test
  void takesLongNamesButNoneTooLongForAChildsId() {
    String name = "\u4e2d".repeat(130);
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps ->
                        steps.nested(
                            name,
                            inner ->
                                inner
                                        .step(name)
                                        .call(
                                            Errand.class,
                                            (e, key) -> e.run("book", key.toString(), "ok"))
                                    + inner.nested(
                                        "nest-of-some-length", last -> book(last, name)))));

    ApplicationFailure failure = run.applicationFailure();
    assertThat(failure.getType()).isEqualTo(FailureTypes.SAGA_INVALID_STEP);
    assertThat(failure.getOriginalMessage()).contains("longer than 800 bytes");
    assertThat(env.ledger().effects()).as("the step with the long name").hasSize(1);
  }

  @Test
  void runsTheBaseClassWithGenericTypes() {
    SagaRun good = env.start("Generics", List.of("a", "b"));
    SagaRun bad = env.start("Generics", List.of("c", "fail"));

    assertThat(good.result()).isEqualTo(List.of("a", "b"));
    assertThat(bad.failure()).hasStackTraceContaining("book fail");
    assertThat(env.ledger().effects("cancel")).containsExactly("cancel fail", "cancel c");
  }

  @Test
  void writesTheSearchAttributeOnlyIfConfigured() {
    env.registerSearchAttribute(ATTRIBUTE.getName());
    SagaRun without = env.start((flow, saga, state) -> saga.run(steps -> fail(steps)));
    SagaRun with =
        env.start(
            Desk.options().setOutcomeAttribute(ATTRIBUTE).build(),
            (flow, saga, state) -> saga.run(steps -> book(steps, "a")));

    without.failure();
    with.result();
    assertThat(with.stub().describe().getTypedSearchAttributes().get(ATTRIBUTE))
        .isEqualTo("COMPLETED");
    assertThat(without.stub().describe().getTypedSearchAttributes().containsKey(ATTRIBUTE))
        .isFalse();
  }

  @Test
  void answersQueriesAndShowsDetailsAfterTheClose() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      return fail(steps);
                    }));

    run.failure();
    assertThat(run.report().outcome()).isEqualTo(Outcome.COMPENSATED);
    assertThat(run.operator().sagaLog().entries())
        .extracting(SagaState.Entry::name)
        .containsExactly("a", "fail");
    assertThat(run.details())
        .isEqualTo(
            """
            **Saga** compensated

            > Boom: book fail

            - `a` ran, undo done
            - `fail` failed, may have acted
            """);
  }

  @Test
  void endsWithAFailureThatIsCutWithinACharacter() {
    String message = "x".repeat(294) + "\ud83d\ude00".repeat(9);
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      throw ApplicationFailure.newFailure(message, "Emo");
                    }));

    assertThat(run.applicationFailure().getOriginalMessage()).isEqualTo(message);
    assertThat(run.memo().outcome()).isEqualTo(Outcome.COMPENSATED);
  }
}
