// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.temporalpatterns.saga.SagaOptions.UndoFailure;
import io.github.temporalpatterns.saga.SagaOptions.UndoOrder;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Functions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SagaOptionsTest {
  private static final ActivityOptions STEPS =
      ActivityOptions.newBuilder()
          .setTaskQueue("trips")
          .setStartToCloseTimeout(Duration.ofSeconds(7))
          .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
          .build();

  @Test
  void hasTheDocumentedDefaults() {
    SagaOptions options = SagaOptions.newBuilder(STEPS).build();

    assertThat(options.getUndoBudget()).isEqualTo(Duration.ofHours(24));
    assertThat(options.getUndoOrder()).isEqualTo(UndoOrder.REVERSE);
    assertThat(options.getUndoConcurrency()).isEqualTo(10);
    assertThat(options.getUndoFailure()).isEqualTo(UndoFailure.CONTINUE);
    assertThat(options.getDeadline()).isNull();
    assertThat(options.getCompensateOn()).isEmpty();
    assertThat(options.getNoEffectFailures()).isEmpty();
    assertThat(options.getDefinitionVersion()).isEqualTo(1);
    assertThat(options.getOutcomeAttribute()).isNull();
  }

  @Test
  void undoesWithAPolicyOfItsOwn() {
    ActivityOptions undo = SagaOptions.newBuilder(STEPS).build().getUndoOptions();

    assertThat(undo.getTaskQueue()).isEqualTo("trips");
    assertThat(undo.getStartToCloseTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(undo.getScheduleToCloseTimeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(undo.getRetryOptions().getMaximumAttempts()).isZero();
    assertThat(undo.getRetryOptions().getInitialInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(undo.getRetryOptions().getMaximumInterval()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void givesAnUndoAMinuteAnAttemptIfTheStepsNameNone() {
    ActivityOptions steps =
        ActivityOptions.newBuilder().setScheduleToCloseTimeout(Duration.ofHours(1)).build();

    assertThat(SagaOptions.newBuilder(steps).build().getUndoOptions().getStartToCloseTimeout())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void waitsForCancelledStepsUnlessToldOtherwise() {
    ActivityOptions abandoning =
        STEPS.toBuilder().setCancellationType(ActivityCancellationType.ABANDON).build();

    assertThat(SagaOptions.newBuilder(STEPS).build().getStepOptions().getCancellationType())
        .isEqualTo(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED);
    assertThat(SagaOptions.newBuilder(abandoning).build().getStepOptions().getCancellationType())
        .isEqualTo(ActivityCancellationType.ABANDON);
  }

  @Test
  void keepsEveryValueThroughToBuilder() {
    SagaOptions options =
        SagaOptions.newBuilder(STEPS)
            .setUndoOptions(STEPS)
            .setUndoBudget(Duration.ofMinutes(3))
            .setUndoOrder(UndoOrder.DEPENDENCIES)
            .setUndoConcurrency(4)
            .setUndoFailure(UndoFailure.PARK)
            .setDeadline(Duration.ofMinutes(5))
            .setCompensateOn(IllegalStateException.class)
            .setNoEffectFailures("NoStock")
            .setDefinitionVersion(2)
            .setOutcomeAttribute(SearchAttributeKey.forKeyword("Outcome"))
            .build();

    assertThat(options.toBuilder().build()).usingRecursiveComparison().isEqualTo(options);
    assertThat(options.getUndoOptions()).isEqualTo(STEPS);
    assertThat(options.getUndoConcurrency()).isEqualTo(4);
  }

  @Test
  void refusesByNameRuleAndValue() {
    ActivityOptions without = ActivityOptions.newBuilder().build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SagaOptions.newBuilder(without).build())
        .withMessageContaining("stepOptions")
        .withMessageContaining("timeout");
    refused(b -> b.setUndoOptions(without), "undoOptions: needs a startToClose");
    refused(b -> b.setUndoBudget(Duration.ZERO), "undoBudget must be positive, was PT0S");
    refused(b -> b.setUndoConcurrency(0), "undoConcurrency must be between 1 and 500, was 0");
    refused(b -> b.setUndoConcurrency(501), "undoConcurrency must be between 1 and 500, was 501");
    refused(b -> b.setDeadline(Duration.ofSeconds(-1)), "deadline must be positive, was PT-1S");
    refused(b -> b.setNoEffectFailures(" "), "noEffectFailures must not be blank, was \" \"");
    refused(b -> b.setDefinitionVersion(0), "definitionVersion must be at least 1, was 0");
  }

  private static void refused(Functions.Proc1<SagaOptions.Builder> wrong, String message) {
    SagaOptions.Builder builder = SagaOptions.newBuilder(STEPS);
    wrong.apply(builder);
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageStartingWith(message);
  }
}
