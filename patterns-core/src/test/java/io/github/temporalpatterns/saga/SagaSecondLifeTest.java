// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.saga.Scripts.book;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionResponse;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.GlobalDataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A run that is run again: by a retry policy, a cron schedule, a reset, or under its old id. */
class SagaSecondLifeTest extends SagaTest {

  @Test
  void aRetriedRunStartsAfreshUnderKeysOfItsOwn() {
    SagaRun run =
        env.start(
            Desk.options().build(),
            SagaSecondLifeTest::threeAttempts,
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      return book(steps, "b", "once");
                    }));

    assertThat(run.result()).isEqualTo("once");
    assertThat(env.ledger().effects())
        .containsExactly("book a", "book b", "cancel b", "cancel a", "book a", "book b");
    List<String> keys = env.ledger().keys();
    assertThat(keys.subList(4, 6)).doesNotContainAnyElementsOf(keys.subList(0, 4));
  }

  /** Whatever it had gone on with would be half of the work. */
  @Test
  void aRetriedRunDoesNotGoOnWithALogThatTheAttemptBeforeHasUndone() {
    SagaRun run =
        env.start(
            Desk.options().build(),
            SagaSecondLifeTest::threeAttempts,
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      if (state == null) {
                        book(steps, "a");
                        Workflow.continueAsNew(saga.state());
                      }
                      return book(steps, "b", "once");
                    }));

    ApplicationFailure failure = run.applicationFailure();
    assertThat(failure.getType()).isEqualTo(FailureTypes.INVALID_STATE);
    assertThat(failure.getOriginalMessage()).contains("attempt 2 of a run that carries");
    assertThat(failure).as("what the attempt before failed by").hasStackTraceContaining("book b");
    assertThat(env.ledger().effects()).containsExactly("book a", "book b", "cancel b", "cancel a");
    assertThat(run.report().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(run.memo().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  @Tag("real-server-only") // the in-process server knows minutes only
  void aRunWithACronScheduleDoesNotCarryItsLogAndUndoes() {
    SagaRun run =
        env.start(
            Desk.options().build(),
            options -> options.setCronSchedule("@every 1s"),
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      try {
                        Workflow.continueAsNew(saga.state());
                      } catch (ApplicationFailure refused) {
                        assertThat(refused.getType()).isEqualTo(FailureTypes.INVALID_STATE);
                        assertThat(refused).hasMessageContaining("use a schedule");
                        flow.reached("refused");
                        throw refused;
                      }
                      return null;
                    }));
    env.ledger().awaitReached("done cancel a");
    env.ledger().awaitReached("refused");
    run.latest().terminate("seen");

    assertThat(env.ledger().effects()).startsWith("book a", "cancel a");
  }

  @Test
  void aReusedIdMeansNewKeys() {
    String id = UUID.randomUUID().toString();
    for (int life = 0; life < 2; life++) {
      env.start(
              Desk.options().build(),
              options -> options.setWorkflowId(id),
              (flow, saga, state) -> saga.run(steps -> book(steps, "a")))
          .result();
    }

    assertThat(env.ledger().keys()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void whateverExceptionFailsARunIsUndoneFirst() {
    WorkflowImplementationOptions anything =
        WorkflowImplementationOptions.newBuilder()
            .setFailWorkflowExceptionTypes(Throwable.class)
            .build();
    try (SagaEnv strict = new SagaEnv(cache, GlobalDataConverter.get(), anything)) {
      SagaRun bug =
          strict.start(
              (flow, saga, state) ->
                  saga.run(
                      steps -> {
                        book(steps, "a");
                        throw new IllegalStateException("answer too short");
                      }));
      SagaRun inner =
          strict.start(
              (flow, saga, state) ->
                  saga.run(
                      steps -> {
                        try {
                          return steps.nested(
                              "n",
                              nested -> {
                                book(nested, "b");
                                throw new IllegalStateException("inner");
                              });
                        } catch (IllegalStateException e) {
                          return book(steps, "c");
                        }
                      }));

      assertThat(bug.applicationFailure().getType())
          .isEqualTo(IllegalStateException.class.getName());
      assertThat(bug.report().outcome()).isEqualTo(Outcome.COMPENSATED);
      assertThat(inner.result()).isEqualTo("ok");
      assertThat(strict.ledger().effects("cancel"))
          .containsExactlyInAnyOrder("cancel a", "cancel n/b");
    }
  }

  /** The run would complete with nothing undone if its workflow swallowed it. */
  @Test
  void anExceptionThatUndoesNothingCannotBeSwallowedOutsideOfTheSaga() {
    AtomicInteger comes = new AtomicInteger();
    SagaRun run =
        env.start(
            (flow, saga, state) -> {
              try {
                return saga.run(
                    steps -> {
                      book(steps, "a");
                      if (comes.incrementAndGet() == 1) {
                        throw new NullPointerException("bug");
                      }
                      return "mended";
                    });
              } catch (RuntimeException e) {
                return "swallowed";
              }
            });

    assertThat(run.result()).isEqualTo("mended");
    assertThat(run.taskFailures()).singleElement().asString().contains("bug");
  }

  @Test
  void takesWhateverTheUsersMemoHasUnderTheNameOfThePattern() {
    for (Object theirs : List.of("order-placement", Map.of("outcome", "NEW"), 7)) {
      for (String key : List.of("saga", SagaReport.MEMO)) {
        SagaRun good =
            env.start(
                Desk.options().build(),
                options -> options.setMemo(Map.of(key, theirs)),
                (flow, saga, state) -> saga.run(steps -> book(steps, "a")));
        assertThat(good.result()).isEqualTo("ok");
      }
    }
  }

  /** Nothing in a reset run tells that the run before was undone; only its participants know. */
  @Test
  @Tag("real-server-only")
  void aResetRunUsesTheKeysOfTheRunBefore() {
    SagaRun run =
        env.start(
            (flow, saga, state) ->
                saga.run(
                    steps -> {
                      book(steps, "a");
                      return book(steps, "b", "once");
                    }));
    run.failure();

    ResetWorkflowExecutionResponse reset =
        env.server()
            .blockingStub()
            .resetWorkflowExecution(
                ResetWorkflowExecutionRequest.newBuilder()
                    .setNamespace("default")
                    .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(run.id()))
                    .setReason("test")
                    .setRequestId(UUID.randomUUID().toString())
                    .setWorkflowTaskFinishEventId(
                        Objects.requireNonNull(
                                run.events(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED).get(0))
                            .getEventId())
                    .build());

    assertThat(reset.getRunId()).isNotEmpty();
    assertThat(run.latest().getResult(String.class)).isEqualTo("once");
    String key = env.ledger().keys().get(0);
    assertThat(env.ledger().keys().stream().distinct())
        .containsExactlyInAnyOrder(key, key.replace("%2Fa/0", "%2Fb/0"));
  }

  private static void threeAttempts(WorkflowOptions.Builder options) {
    options.setRetryOptions(
        RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setMaximumAttempts(3)
            .build());
  }
}
