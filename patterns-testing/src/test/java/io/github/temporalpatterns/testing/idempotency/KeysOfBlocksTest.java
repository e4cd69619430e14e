// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.Idempotency;
import io.github.temporalpatterns.saga.SagaOperator;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Resets;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.idempotency.Deal.Plan;
import io.github.temporalpatterns.testing.sql.Database;
import io.temporal.client.WorkflowClient;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls of other patterns have keys, too, which are the same in all lives of their runs. */
@Tag("real-server")
final class KeysOfBlocksTest {
  private final EffectLedger ledger = EffectLedger.open(Database.H2.open());
  private final DyingTill till = new DyingTill(ledger);
  private final Plainly plain = new Plainly();
  private final PatternEnv env =
      PatternEnv.open(
          PatternEnvOptions.newBuilder(workflows())
              .addWorkerInterceptor(Idempotency.interceptor(ledger))
              .build());

  private static Class<?>[] workflows() {
    Class<?>[] library = ChunkedFanOut.workflows();
    return new Class<?>[] {Deal.Impl.class, library[0], library[1]};
  }

  @BeforeEach
  void open() {
    env.register(till, plain);
  }

  @AfterEach
  void close() {
    env.close();
  }

  /** Notes what is done, and by which keys. */
  private static final class Plainly implements Deal.Plain {
    final List<String> done = new CopyOnWriteArrayList<>();

    @Override
    public String pay(String order) {
      done.add("pay " + order);
      return order;
    }

    @Override
    public void repay(String order) {
      done.add("repay " + order);
    }
  }

  private Scenario<Deal> start(Plan plan, boolean barrier) {
    return env.scenario(Deal.class)
        .configure(
            options ->
                options.setRetryOptions(
                    plan.name().contains("RETRIED")
                        ? RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofMillis(1))
                            .setMaximumAttempts(2)
                            .build()
                        : null))
        .start(deal -> deal.deal(plan, barrier, null, 0));
  }

  private @Nullable Throwable failure(Plan plan, boolean barrier) {
    Scenario<Deal> deal = start(plan, barrier);
    return catchThrowable(() -> deal.result(List.class));
  }

  private static boolean isOf(@Nullable Throwable failure, String type) {
    return failure != null && FailureTypes.matches(failure, type);
  }

  @Test
  void aStepAndItsUndoHaveTheirKeysAndHappenOnce() {
    assertThat(isOf(failure(Plan.SAGA, false), "NO")).isTrue();
    assertThat(till.charged).hasValue(1);
    assertThat(till.refunded).hasValue(1);
    assertThat(till.keys).hasSize(3);
    assertThat(till.keys.get(0)).endsWith("/saga%2Fpay/0").isEqualTo(till.keys.get(1));
    assertThat(till.keys.get(2)).isEqualTo(till.keys.get(0) + "#undo");
  }

  @Test
  void anUndoAfterContinueAsNewHasTheKeyOfItsStep() {
    assertThat(isOf(failure(Plan.SAGA_CONTINUED, false), "NO")).isTrue();
    assertThat(till.charged).hasValue(1);
    assertThat(till.refunded).hasValue(1);
    assertThat(till.keys.get(2)).isEqualTo(till.keys.get(0) + "#undo");
  }

  @Test
  void whatARetriedRunHasUndoneIsDoneAgainUnderAKeyOfItsOwn() {
    assertThat(failure(Plan.SAGA_RETRIED, false)).isNull();
    assertThat(till.charged).hasValue(2);
    assertThat(till.refunded).hasValue(1);
  }

  @Test
  void underABusinessKeyWhatWasUndoneIsRefused() {
    assertThat(isOf(failure(Plan.SAGA_RETRIED_BY_BUSINESS_KEY, false), FailureTypes.EFFECT_BARRED))
        .isTrue();
    assertThat(till.charged).hasValue(1);
    assertThat(till.refunded).hasValue(1);
  }

  @Test
  void theBarrierLetsNoUndoBeWithoutItsStep() {
    assertThat(isOf(failure(Plan.SAGA_WITHOUT_EFFECT, true), "NO")).isTrue();
    assertThat(plain.done).isEmpty();
  }

  @Test
  void theBarrierLetsAStepAndItsUndoPass() {
    assertThat(isOf(failure(Plan.SAGA, true), "NO")).isTrue();
    assertThat(plain.done).containsExactly("pay a", "repay a");
  }

  @Test
  void theBarrierRefusesAStepAfterItsUndo() {
    assertThat(isOf(failure(Plan.SAGA_RETRIED_BY_BUSINESS_KEY, true), FailureTypes.EFFECT_BARRED))
        .isTrue();
    assertThat(plain.done).containsExactly("pay a", "repay a");
  }

  @Test
  void itemsOfAFanOutAreTheSameWhenTheRunIsRetried() {
    assertThat(failure(Plan.FAN_OUT_RETRIED, false)).isNull();
    assertThat(till.charged).hasValue(3);
    assertThat(till.keys.stream().distinct())
        .hasSize(3)
        .allMatch(key -> key.contains("/Charge/0/"));
  }

  @Test
  void aSecondFanOutWithoutANameIsRefused() {
    assertThat(isOf(failure(Plan.FAN_OUT_TWICE, false), FailureTypes.FAN_OUT_FAILED)).isTrue();
    assertThat(till.charged).hasValue(3);
  }

  @Test
  void aBatchIsTheSameAfterContinueAsNew() {
    assertThat(failure(Plan.BATCH_CONTINUED, false)).isNull();
    assertThat(till.charged).hasValue(3);
    assertThat(till.keys.stream().distinct())
        .hasSize(3)
        .allMatch(key -> key.contains("/batch-1/0/"));
  }

  @Test
  void callsOfAMapAreToldApartByTheirPlace() {
    assertThat(failure(Plan.PARALLEL_RETRIED, false)).isNull();
    assertThat(till.charged).hasValue(3);
    assertThat(till.keys.stream().distinct()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"SAGA_BY_BUSINESS_KEY, 1", "FAN_OUT_BY_BUSINESS_KEY, 3"})
  void underABusinessKeyAnotherRunIsTheSameWork(Plan plan, int effects) {
    assertThat(failure(plan, false)).isNull();
    assertThat(failure(plan, false)).isNull();
    assertThat(till.charged).hasValue(effects);
    assertThat(till.keys).hasSize(3 * effects);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUndoThatFailedForGoodIsDoneOnceWhenAPersonSaysSo(boolean withOtherArguments) {
    till.closed = "a";
    Scenario<Deal> deal = start(Plan.SAGA_PARKED, false);
    SagaOperator operator = deal.stub(SagaOperator.class);
    deal.await("parking", () -> operator.sagaReport().outcome() == Outcome.PARKED);
    if (withOtherArguments) {
      operator.sagaRetryWith(Decision.of("1", "ann", "another account", "pay").with("b"));
    } else {
      till.closed = null;
      operator.sagaRetry(Decision.of("1", "ann", "it is open again", "pay"));
    }
    assertThat(isOf(catchThrowable(() -> deal.result(List.class)), "NO")).isTrue();
    assertThat(till.refunded).hasValue(1);
    assertThat(operator.sagaReport().outcome()).isEqualTo(Outcome.COMPENSATED);
  }

  @Test
  @Tag("real-server-only")
  void aStepIsTheSameWhenTheRunIsReset() {
    reset(Plan.SAGA_RESET);
    assertThat(till.charged).hasValue(1);
    assertThat(till.keys).hasSize(3).containsOnly(till.keys.get(0));
  }

  @Test
  @Tag("real-server-only")
  void itemsOfAFanOutAreTheSameWhenTheRunIsReset() {
    reset(Plan.FAN_OUT_RESET);
    assertThat(till.charged).hasValue(3);
    assertThat(till.keys.stream().distinct()).hasSize(3);
  }

  /** To before the first call. */
  private void reset(Plan plan) {
    Scenario<Deal> deal = start(plan, false);
    deal.result(List.class);
    WorkflowClient client = env.client();
    Resets.toFirstTask(client, deal.execution());
    client.newUntypedWorkflowStub(deal.execution().getWorkflowId()).getResult(List.class);
  }
}
