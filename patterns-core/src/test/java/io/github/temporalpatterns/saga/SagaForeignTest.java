// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import static io.github.temporalpatterns.saga.Scripts.book;
import static io.github.temporalpatterns.saga.Scripts.fail;
import static io.github.temporalpatterns.saga.Values.AT;
import static io.github.temporalpatterns.saga.Values.CARD;
import static io.github.temporalpatterns.saga.Values.LARGE;
import static io.github.temporalpatterns.saga.Values.LASTING;
import static io.github.temporalpatterns.saga.Values.LISTS;
import static io.github.temporalpatterns.saga.Values.SHAPE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.Foreign;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.saga.SagaCompensator.Steps;
import io.github.temporalpatterns.saga.SagaEnv.Cache;
import io.github.temporalpatterns.saga.SagaOperator.Decision;
import io.github.temporalpatterns.saga.SagaOptions.UndoFailure;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.saga.Values.Api;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Undos and their arguments through converters as users have them: each kind, each way round. */
@Tag("real-server")
class SagaForeignTest {
  private static final String ALL = Values.told(CARD, SHAPE, LISTS, Optional.empty(), null, LARGE);
  private static final LocalActivityOptions LOCAL =
      LocalActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(10)).build();

  @ParameterizedTest
  @EnumSource
  void everyUndoGetsItsArguments(Foreign foreign) {
    try (SagaEnv env = new SagaEnv(Cache.ON, foreign.converter())) {
      SagaRun carried =
          env.start((flow, saga, state) -> saga.run(tx -> kinds(foreign, saga, tx, state)));
      SagaRun parked = env.start(parking(), (flow, saga, state) -> saga.run(tx -> parked(tx)));
      SagaRun large = env.start((flow, saga, state) -> saga.run(tx -> large(tx)));

      parked.awaitReport(report -> report.outcome() == Outcome.PARKED);
      parked.operator().sagaRetry(Decision.of("again", "ann", "once more", "parked1"));
      parked.awaitReport(
          report -> report.audit().size() == 1 && report.outcome() == Outcome.PARKED);
      String key = parked.report().steps().get(0).key().toString();
      parked
          .operator()
          .sagaRetryWith(
              Decision.of("corrected", "ann", "a typo", "parked0")
                  .with(key, CARD, SHAPE, LISTS, Optional.empty(), null, LARGE));

      assertThat(carried.failure()).hasStackTraceContaining("book fail");
      assertThat(parked.failure()).hasStackTraceContaining("book fail");
      assertThat(env.ledger().effects())
          .contains("activity: " + ALL, "local: " + ALL, "child: " + ALL)
          .contains("parked0: " + ALL, "parked1: " + ALL);
      if (foreign != Foreign.NO_JAVA_TIME) {
        assertThat(env.ledger().effects()).contains("time: " + AT + " " + LASTING);
      }
      for (SagaRun run : List.of(carried, parked)) {
        assertThat(run.report().outcome()).isEqualTo(Outcome.COMPENSATED);
        assertThat(run.memo().open()).isEmpty();
        assertThat(run.operator().sagaLog().entries()).isNotEmpty();
      }
      assertWeighed(foreign, large);
      if (foreign == Foreign.ENCRYPTING) {
        assertThat(carried.histories().map(SagaForeignTest::plain))
            .hasSize(2)
            .noneMatch(history -> history.contains("Ada"));
      }
    }
  }

  private static String kinds(
      Foreign foreign,
      SagaCompensator saga,
      Steps tx,
      @org.jspecify.annotations.Nullable SagaState state) {
    if (state != null) {
      return fail(tx);
    }
    book(tx.step("activity").undo(Api.class, SagaForeignTest::takeBack), "ok");
    book(tx.step("local").undoOptions(LOCAL).undo(Api.class, SagaForeignTest::takeBack), "ok");
    book(
        tx.step("child")
            .undo(
                Values.Child.class,
                (c, key) ->
                    c.takeBack(key.toString(), CARD, SHAPE, LISTS, Optional.empty(), null, LARGE)),
        "ok");
    if (foreign != Foreign.NO_JAVA_TIME) {
      book(
          tx.step("time").undo(Api.class, (a, key) -> a.takeBackAt(key.toString(), AT, LASTING)),
          "ok");
    }
    Workflow.continueAsNew(saga.state());
    throw new AssertionError();
  }

  private static SagaOptions parking() {
    return Desk.options()
        .setUndoFailure(UndoFailure.PARK)
        .setUndoOrder(SagaOptions.UndoOrder.PARALLEL)
        .build();
  }

  private static String parked(Steps tx) {
    book(tx.step("parked0").undo(Api.class, SagaForeignTest::takeBack), "ok");
    book(tx.step("parked1").undo(Api.class, SagaForeignTest::takeBack), "ok");
    return fail(tx);
  }

  /** Passes as it is, and would terminate the run if it were three times as large. */
  private static String large(Steps tx) {
    book(tx, "before");
    return book(tx, "large", "x".repeat(800_000));
  }

  private static void assertWeighed(Foreign foreign, SagaRun run) {
    if (foreign == Foreign.INFLATING) {
      assertThat(run.applicationFailure().getType()).isEqualTo(FailureTypes.PAYLOAD_TOO_LARGE);
      assertThat(run.memo().undone()).containsExactly("before");
    } else {
      assertThat(run.result()).isEqualTo("large");
    }
  }

  private static void takeBack(Api api, IdempotencyKey key) {
    api.takeBack(key.toString(), CARD, SHAPE, LISTS, Optional.empty(), null, LARGE);
  }

  private static String plain(WorkflowExecutionHistory history) {
    return history.getHistory().toByteString().toString(StandardCharsets.ISO_8859_1);
  }
}
