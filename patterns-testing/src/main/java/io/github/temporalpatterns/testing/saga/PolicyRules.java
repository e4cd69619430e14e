// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static io.github.temporalpatterns.testing.saga.SagaScript.Act.act;
import static io.github.temporalpatterns.testing.saga.SagaScript.Act.step;
import static io.github.temporalpatterns.testing.saga.SagaScript.steps;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.APPLY;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.UNDO;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.saga.SagaOperator;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.PatternEnvOptions.TaskFailures;
import io.github.temporalpatterns.testing.saga.SagaScript.Act;
import io.github.temporalpatterns.testing.saga.SagaScript.Kind;
import io.github.temporalpatterns.testing.saga.SagaScript.OnUndoFailure;
import io.github.temporalpatterns.testing.saga.SagaScript.Policy;
import io.temporal.api.enums.v1.EventType;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules 45 to 50: bugs, deadlines, operators, size, questions. */
abstract class PolicyRules extends SagaRules {

  @Test
  void rule45_does_not_undo_for_a_bug_and_resumes_after_the_fix_required() {
    needs(SagaFeature.BUG_POLICY);
    SagaScript script = SagaScript.of(step("a"), act(Kind.BUG, ""), step("b"));
    SagaRun run =
        lab(settings -> settings.setTaskFailures(TaskFailures.TOLERATE)).prepare(script).start();
    lab()
        .env()
        .await(
            "the bug",
            () ->
                run.count(EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED) > 0
                    || !run.undone().isEmpty());
    assertThat(run.undone()).as("undone by the bug").isEmpty();
    Deployments.deploy(script);
    run.end();
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_COMPLETED);
    assertThat(run.undone()).isEmpty();
    assertThat(run.world().standing()).containsExactly("a", "b");
  }

  @Test
  void rule46_undoes_and_fails_for_a_bug_if_told_so_required() {
    needs(SagaFeature.BUG_POLICY);
    SagaRun run =
        prepare(SagaScript.of(step("a"), act(Kind.BUG, "")).with(Policy.DEFAULT.compensatingBugs()))
            .perform();
    assertThat(run.undone()).containsExactly("a");
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
    assertThat(run.failures()).anyMatch(line -> line.contains("NullPointerException"));
  }

  @Test
  void rule47_undoes_when_the_business_deadline_passes_required() {
    needs(SagaFeature.DEADLINE);
    SagaRun run =
        prepare(
                SagaScript.of(step("a"), act(Kind.SLEEP, "").time(Duration.ofHours(1)), step("b"))
                    .with(Policy.DEFAULT.deadline(Duration.ofSeconds(1))))
            .perform();
    assertThat(run.undone()).containsExactly("a");
    assertThat(run.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
    assertThat(run.failures().toString()).contains("deadline");
  }

  @Test
  void rule48_answers_an_operator_in_the_middle_of_the_undo_required() {
    needs(SagaFeature.PARK, SagaFeature.REPORT);
    SagaRun run =
        prepare(steps("a", "b", "c").with(Policy.DEFAULT.on(OnUndoFailure.PARK)))
            .fault(APPLY, "c", REFUSE)
            .fault(UNDO, "b", REFUSE, REFUSE)
            .start();
    lab().env().await("parking", () -> run.outcome() == Outcome.PARKED);
    SagaOperator operator = run.scenario().stub(SagaOperator.class);
    operator.sagaRetry(Decision.of("again", "ann", "once more", "b"));
    lab()
        .env()
        .await(
            "parking again",
            () ->
                run.outcome() == Outcome.PARKED
                    && run.report().steps().get(1).undo().attempts() == 2);
    operator.sagaRetry(Decision.of("and again", "ann", "once more", "b"));
    run.end();
    assertThat(run.outcome()).isEqualTo(Outcome.COMPENSATED);
    assertThat(run.world().standing()).isEmpty();
  }

  @Test
  void rule49_undoes_two_hundred_steps_required() {
    String ballast = "x".repeat(150);
    Stream<Act> acts =
        IntStream.rangeClosed(1, 200)
            .mapToObj(i -> act(has(SagaFeature.ASYNC) ? Kind.ASYNC : Kind.STEP, i + ballast));
    Stream<Act> end = Stream.of(act(Kind.JOIN, ""), act(Kind.FAIL, ""));
    // Replayed at the end only: at every task the cost would grow with the square of the steps.
    SagaRun run =
        lab(s -> s.setReplay(Replay.AT_END).setWatchdog(Duration.ofSeconds(50)))
            .prepare(SagaScript.of(Stream.concat(acts, end).toArray(Act[]::new)))
            .perform();
    assertThat(run.world().standing()).isEmpty();
    assertThat(run.undone()).hasSize(200);
    assertThat(run.scenario().history().getEvents()).hasSizeLessThan(4_096);
  }

  @Test
  void rule50_answers_questions_in_every_state_required() {
    needs(SagaFeature.REPORT, SagaFeature.PARK);
    SagaRun run =
        prepare(
                SagaScript.of(
                        step("a"),
                        act(Kind.SLEEP, "").time(Duration.ofSeconds(1)),
                        act(Kind.FAIL, ""))
                    .with(Policy.DEFAULT.on(OnUndoFailure.PARK)))
            .fault(UNDO, "a", REFUSE)
            .start();
    lab().env().await("the sleep", () -> run.count(EventType.EVENT_TYPE_TIMER_STARTED) > 0);
    assertThat(run.outcome()).isEqualTo(Outcome.RUNNING);
    lab().env().await("parking", () -> run.outcome() == Outcome.PARKED);
    run.scenario().stub(SagaOperator.class).sagaSkip(Decision.of("1", "ann", "no more", "a"));
    run.end();
    assertThat(run.outcome()).isEqualTo(Outcome.PARTIALLY_COMPENSATED);
  }
}
