// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.Idempotency;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Resets;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.idempotency.Shop.Plan;
import io.github.temporalpatterns.testing.idempotency.Shop.Purchase;
import io.github.temporalpatterns.testing.sql.Database;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys and effects in all lives that a run may have, on both kinds of server. */
@Tag("real-server")
final class KeysInRunsTest {
  private final EffectLedger ledger = EffectLedger.open(Database.H2.open());
  private final DyingTill till = new DyingTill(ledger);
  private final PatternEnv env =
      PatternEnv.open(
          PatternEnvOptions.newBuilder(PurchaseImpl.class)
              .addWorkerInterceptor(Idempotency.interceptor(ledger))
              .build());

  @BeforeEach
  void open() {
    env.register(till);
  }

  @AfterEach
  void close() {
    env.close();
  }

  private Scenario<Purchase> start(Plan plan) {
    return env.scenario(Purchase.class).start(p -> p.buy(plan, 0));
  }

  private List<?> run(Plan plan) {
    return start(plan).result(List.class);
  }

  @Test
  void aNamedStepIsAsManyEffectsAsItHasItems() {
    assertThat(run(Plan.ITEMS)).isEqualTo(List.of("a1", "b2"));
    assertThat(till.charged).hasValue(2);
    assertThat(till.keys).hasSize(4).element(0).asString().endsWith("/line/0/a");
  }

  @Test
  void aSecondCallWithoutANameIsRefused() {
    Throwable failure = catchThrowable(() -> run(Plan.TWICE));
    assertThat(FailureTypes.matches(failure, FailureTypes.EFFECT_REFUSED))
        .as("%s", failure)
        .isTrue();
    assertThat(failure).hasStackTraceContaining("name it by IdempotentSteps.step(...)");
    assertThat(till.charged).hasValue(1);
  }

  @Test
  void aSecondCallForAnotherItemSaysThatItNeedsAName() {
    Throwable failure = catchThrowable(() -> run(Plan.ITEMS_WITHOUT_NAME));
    assertThat(FailureTypes.matches(failure, FailureTypes.EFFECT_MISMATCH))
        .as("%s", failure)
        .isTrue();
    assertThat(failure).hasStackTraceContaining("name it by IdempotentSteps.step(...)");
    assertThat(till.charged).hasValue(1);
  }

  @Test
  void aNamedStepIsTheSameAfterContinueAsNew() {
    assertThat(run(Plan.CONTINUED)).isEqualTo(List.of("a1"));
    assertThat(till.charged).hasValue(1);
    assertThat(till.keys).hasSize(3).containsOnly(till.keys.get(0));
  }

  @Test
  void aStepWithoutANameIsRefusedAfterContinueAsNewRatherThanLost() {
    Throwable failure = catchThrowable(() -> run(Plan.CONTINUED_WITHOUT_NAME));
    assertThat(FailureTypes.matches(failure, FailureTypes.EFFECT_REFUSED))
        .as("%s", failure)
        .isTrue();
    assertThat(till.charged).hasValue(1);
    assertThat(till.keys).containsOnly(till.keys.get(0));
  }

  /** A child that the retry starts is another one, and does the same work. */
  @ParameterizedTest
  @EnumSource(names = {"RETRIED", "CHILD_RETRIED"})
  void aStepIsTheSameWhenTheRunIsRetried(Plan plan) {
    List<?> receipts =
        env.scenario(Purchase.class)
            .configure(
                options ->
                    options.setRetryOptions(
                        RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofMillis(1))
                            .setMaximumAttempts(2)
                            .build()))
            .start(p -> p.buy(plan, 0))
            .result(List.class);
    assertThat(receipts).isEqualTo(List.of("a1"));
    assertThat(till.charged).hasValue(1);
  }

  @Test
  void localActivitiesAndCoroutinesHaveKeysToo() {
    assertThat(run(Plan.LOCAL)).isEqualTo(List.of("a1", "b2"));
    assertThat(till.keys.get(0)).endsWith("/Charge/0");
    assertThat(till.keys.get(3)).endsWith("/later/0");
  }

  @Test
  void anEffectThatWasUndoneDoesNotHappenAgain() {
    Throwable failure = catchThrowable(() -> run(Plan.UNDONE));
    assertThat(FailureTypes.matches(failure, FailureTypes.EFFECT_BARRED))
        .as("%s", failure)
        .isTrue();
    assertThat(till.charged).hasValue(1);
    assertThat(till.refunded).hasValue(1);
  }

  @Test
  void aBusinessKeyOutlivesTheRun() {
    assertThat(run(Plan.BUSINESS)).isEqualTo(run(Plan.BUSINESS));
    assertThat(till.charged).hasValue(1);
  }

  @Test
  @Tag("real-server-only")
  void aStepIsTheSameWhenTheRunIsReset() {
    Scenario<Purchase> purchase = start(Plan.RESET);
    List<?> once = purchase.result(List.class);
    assertThat(once).isEqualTo(List.of("a1"));
    WorkflowClient client = env.client();
    WorkflowExecution run = purchase.execution();
    Resets.toFirstTask(client, run);

    List<?> again = client.newUntypedWorkflowStub(run.getWorkflowId()).getResult(List.class);

    assertThat(again).isEqualTo(List.of("a1"));
    assertThat(till.charged).hasValue(1);
    assertThat(till.keys).hasSize(3).containsOnly(till.keys.get(0));
  }
}
