// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static io.github.temporalpatterns.testing.saga.SagaScript.Act.act;
import static io.github.temporalpatterns.testing.saga.SagaScript.Act.step;
import static io.github.temporalpatterns.testing.saga.SagaScript.steps;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.CANCEL;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.CANCEL_AND_REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.REFUSE;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.SLOW;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.TIME_OUT;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Fault.TIME_OUT_BEFORE_EFFECT;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.APPLY;
import static io.github.temporalpatterns.testing.saga.SagaWorld.Op.UNDO;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.saga.SagaReport.RecoveryState;
import io.github.temporalpatterns.testing.PatternEnvOptions.TaskFailures;
import io.github.temporalpatterns.testing.saga.SagaScript.Kind;
import io.github.temporalpatterns.testing.saga.SagaScript.OnUndoFailure;
import io.github.temporalpatterns.testing.saga.SagaScript.Policy;
import io.github.temporalpatterns.testing.saga.SagaScript.UndoOrder;
import io.github.temporalpatterns.testing.saga.SagaWorld.Entry;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The same scripts against the SDK's {@code io.temporal.workflow.Saga}, used as documented, and
 * against the library's saga: each test shows a defect with the first and its absence with the
 * second. Where the trap is the platform's, a naive hand-made saga stands in for the first.
 */
@Tag("real-server")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class SagaComparisonTest {
  private static final Policy STOP = Policy.DEFAULT.on(OnUndoFailure.STOP);

  private final List<SagaLab> labs = new ArrayList<>();

  @AfterEach
  void close() {
    labs.forEach(SagaLab::close);
  }

  @Test
  void s01_failingParallelUndoClosesTheRun() {
    SagaScript script = steps("a", "b", "c").with(STOP.order(UndoOrder.PARALLEL));
    SagaRun theirs = failingTwice(sdk(), script, "b").start();
    await(theirs, () -> theirs.count(EVENT_TYPE_WORKFLOW_TASK_FAILED) > 0);
    assertThat(theirs.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_RUNNING);

    assertThat(failingTwice(ours(), again(script), "b").perform().status())
        .isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
  }

  @Test
  void s02_undoFailuresAreReported() {
    SagaRun theirs = failingTwice(sdk(), steps("a", "b", "c"), "b").perform();
    assertThat(theirs.failures()).noneMatch(line -> line.contains("UNDO"));
    assertThat(theirs.world().standing()).containsExactly("b");

    SagaRun ours = failingTwice(ours(), steps("a", "b", "c"), "b").perform();
    assertThat(ours.published().open()).containsExactly("b");
    assertThat(ours.report().steps().get(1).undo().failure()).contains("UNDO b");
  }

  @Test
  void s03_originalFailureIsKept() {
    SagaRun theirs = failingTwice(sdk(), steps("a", "b", "c").with(STOP), "b").perform();
    assertThat(theirs.failures()).noneMatch(line -> line.contains("APPLY c"));

    SagaRun ours = failingTwice(ours(), steps("a", "b", "c").with(STOP), "b").perform();
    assertThat(ours.failures()).anyMatch(line -> line.contains("APPLY c"));
    assertThat(ours.report().steps().get(0).undo().state()).isEqualTo(RecoveryState.NOT_RUN);
  }

  @Test
  void s04_compensatingTwiceUndoesOnce() {
    SagaScript script =
        SagaScript.of(step("a"), act(Kind.COMPENSATE, ""), act(Kind.COMPENSATE, ""));
    assertThat(sdk().run(script).undone()).containsExactly("a", "a");
    assertThat(ours().run(again(script)).undone()).containsExactly("a");
  }

  @Test
  void s05_undoOfBranchEndingDuringTheUndoIsNotLost() {
    SagaScript script = SagaScript.of(act(Kind.ASYNC, "a"), step("b"), act(Kind.FAIL, ""));
    SagaRun theirs = endingDuringUndo(sdk(), script);
    assertThat(theirs.world().standing()).containsExactly("a");
    assertThat(theirs.undone()).containsExactly("b");

    assertThat(endingDuringUndo(ours(), again(script)).world().standing()).isEmpty();
  }

  @Test
  void s06_cancelledRunIsUndone() {
    SagaRun theirs = sdk().prepare(steps("a", "b")).fault(APPLY, "b", CANCEL).perform();
    assertThat(theirs.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(theirs.undone()).isEmpty();
    assertThat(theirs.world().standing()).contains("a");

    SagaRun ours = ours().prepare(steps("a", "b")).fault(APPLY, "b", CANCEL).perform();
    assertThat(ours.undone()).containsExactly("b", "a");
    assertThat(ours.world().standing()).isEmpty();
  }

  @Test
  void s07_branchInFlightIsSettledAndUndone() {
    SagaScript script = SagaScript.of(act(Kind.ASYNC, "a"), step("b"), act(Kind.FAIL, ""));
    SagaRun theirs = sdk().prepare(script).fault(APPLY, "a", SLOW).perform();
    await(theirs, () -> theirs.world().standing().contains("a"));
    assertThat(theirs.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_FAILED);
    assertThat(theirs.undone()).containsExactly("b");

    SagaRun ours = ours().prepare(again(script)).fault(APPLY, "a", SLOW).perform();
    assertThat(ours.undone()).containsExactly("b", "a");
  }

  @Test
  void s09_outcomeOfCancelledRunIsReadable() {
    SagaRun theirs = cancelledInFailingUndo(sdk());
    assertThat(theirs.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThatThrownBy(theirs::published).hasMessageContaining("no outcome");

    SagaRun ours = cancelledInFailingUndo(ours());
    assertThat(ours.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(ours.published().open()).containsExactly("b");
    assertThat(ours.published().undone()).contains("a");
  }

  @Test
  void s10_continueAsNewIsNotTakenForFailure() {
    SagaScript script = SagaScript.of(step("a"), act(Kind.CONTINUE_AS_NEW, ""), step("b"));
    SagaRun naive = lab(() -> new HandMadeSaga(Flaw.CATCHES_EVERYTHING)).run(script);
    assertThat(scheduledUndos(naive)).isPositive();

    SagaRun ours = ours().run(again(script));
    assertThat(scheduledUndos(ours)).isZero();
    assertThat(ours.world().standing()).containsExactly("a", "b");
  }

  @Test
  void s11_evictionRunsNothing() {
    AtomicInteger cleanups = new AtomicInteger();
    lab(() -> script -> cleaningUp(cleanups)).run(steps());
    assertThat(cleanups).hasValueGreaterThan(1);

    SagaRun ours =
        ours()
            .run(
                SagaScript.of(
                    step("a"), act(Kind.SLEEP, "").time(Duration.ofMillis(50)), step("b")));
    assertThat(ours.world().entries()).extracting(Entry::op).containsExactly(APPLY, APPLY);
  }

  @Test
  void s12_bugDoesNotUndo() {
    SagaScript script = SagaScript.of(step("a"), act(Kind.BUG, ""));
    SagaRun theirs = lab(() -> new SdkSagaSubject(RuntimeException.class)).prepare(script).start();
    await(theirs, () -> theirs.count(EVENT_TYPE_WORKFLOW_TASK_FAILED) > 0);
    assertThat(theirs.undone()).containsExactly("a");
    assertThat(theirs.status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_RUNNING);

    SagaScript fixed = again(script);
    SagaRun ours = ours().prepare(fixed).start();
    await(ours, () -> ours.count(EVENT_TYPE_WORKFLOW_TASK_FAILED) > 0);
    Deployments.deploy(fixed);
    assertThat(ours.end().status()).isEqualTo(WORKFLOW_EXECUTION_STATUS_COMPLETED);
    assertThat(ours.undone()).isEmpty();
  }

  @Test
  void s13_undoDoesNotOvertakeCancelledStep() {
    SagaRun naive = cancelledInStep(lab(() -> new HandMadeSaga(Flaw.TRY_CANCEL)));
    // the run is closed before its step acts
    await(naive, () -> callsOf(naive, "b").size() == 2);
    assertThat(callsOf(naive, "b")).containsExactly("UNDO", "APPLY");

    SagaRun ours = cancelledInStep(ours());
    assertThat(callsOf(ours, "b")).containsExactly("APPLY", "UNDO");
  }

  @Test
  void s14_lateStepHasTheKeyOfItsUndo() {
    SagaRun ours =
        ours()
            .prepare(SagaScript.of(step("a").time(Duration.ofSeconds(1))))
            .fault(APPLY, "a", TIME_OUT_BEFORE_EFFECT)
            .perform();
    assertThat(ours.world().standing()).isEmpty();
    assertThat(ours.world().entries())
        .extracting(Entry::key)
        .hasSize(3)
        .containsOnly(ours.report().steps().get(0).key().toString());
  }

  private static String cleaningUp(AtomicInteger cleanups) {
    try {
      Workflow.sleep(Duration.ofMillis(50));
      Workflow.sleep(Duration.ofMillis(50));
    } finally {
      cleanups.incrementAndGet();
    }
    return ScriptedSaga.DONE;
  }

  private static SagaRun failingTwice(SagaLab lab, SagaScript script, String undo) {
    return lab.prepare(script).fault(APPLY, "c", REFUSE).fault(UNDO, undo, REFUSE);
  }

  /** The undo of b lasts for two seconds, the branch a for one. */
  private static SagaRun endingDuringUndo(SagaLab lab, SagaScript script) {
    return lab.prepare(script).fault(APPLY, "a", SLOW).fault(UNDO, "b", TIME_OUT).perform();
  }

  private static SagaRun cancelledInFailingUndo(SagaLab lab) {
    return lab.prepare(steps("a", "b", "c"))
        .fault(APPLY, "c", REFUSE)
        .fault(UNDO, "b", CANCEL_AND_REFUSE)
        .perform();
  }

  private static SagaRun cancelledInStep(SagaLab lab) {
    return lab.prepare(steps("a", "b")).fault(APPLY, "b", CANCEL).perform();
  }

  private static List<String> callsOf(SagaRun run, String step) {
    return run.world().entries().stream()
        .filter(entry -> entry.step().equals(step))
        .map(entry -> entry.op().name())
        .toList();
  }

  private static long scheduledUndos(SagaRun run) {
    return run.scenario().histories().stream()
        .flatMap(history -> history.getEvents().stream())
        .filter(
            event ->
                event
                    .getActivityTaskScheduledEventAttributes()
                    .getActivityType()
                    .getName()
                    .equals("Undo"))
        .count();
  }

  private static SagaScript again(SagaScript script) {
    return SagaScript.of(script.acts().toArray(SagaScript.Act[]::new)).with(script.policy());
  }

  private void await(SagaRun run, BooleanSupplier condition) {
    labs.get(labs.size() - 1).env().await(run.scenario().execution().toString(), condition);
  }

  private SagaLab sdk() {
    return lab(() -> new SdkSagaSubject(TemporalFailure.class));
  }

  private SagaLab ours() {
    return lab(DefaultSagaSubject::new);
  }

  private SagaLab lab(Functions.Func<ScriptedSaga> subject) {
    SagaLab lab =
        new SagaLab(
            subject,
            settings ->
                settings.setName("SagaComparisonTest").setTaskFailures(TaskFailures.TOLERATE));
    labs.add(lab);
    return lab;
  }
}
