// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.google.protobuf.ByteString;
import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.Foreign;
import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.github.temporalpatterns.versioning.OrderReview.Decision;
import io.github.temporalpatterns.versioning.OrderReview.Phase;
import io.github.temporalpatterns.versioning.OrderReview.Verdict;
import io.github.temporalpatterns.versioning.RetirementReport.Run;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.RetryOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Versioned runs with the converters that users have, and in their second lives. */
final class VersioningRunsTest {
  private static final ChangeLedger LEDGER =
      ChangeLedger.newBuilder()
          .change("fee", "x")
          .version(1, "2026-02-01", "one")
          .change("terms", "x")
          .scope(Scope.CHAIN)
          .version(1, "2026-02-01", "one")
          .version(2, "2026-03-01", "two")
          .change("day", "x")
          .scope(Scope.KEY)
          .version(1, "2026-02-01", "one")
          .build();

  /** A sealed type, of which the orders are. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({@JsonSubTypes.Type(Gift.class), @JsonSubTypes.Type(Parcel.class)})
  sealed interface Goods permits Gift, Parcel {}

  /** One of it. */
  record Gift(String forWhom, Optional<String> withCard) implements Goods {}

  /** Another. */
  record Parcel(int gramsOfWeight) implements Goods {}

  /** An order. */
  @WorkflowInterface
  public interface Shop {
    @WorkflowMethod
    Goods run(Goods order);
  }

  /** Every order is suspicious. */
  public static final class ShopImpl extends VersionedOrderWorkflow<Goods, Goods> implements Shop {
    public ShopImpl() {
      super(LEDGER, "fee");
      before(new OnlySteps());
    }

    private static final class OnlySteps implements Steps<Goods, Goods> {
      @Override
      public void validate(Goods order) {}

      @Override
      public Assessment assess(Goods order) {
        return new Assessment(0.5, true, "");
      }

      @Override
      public Goods pay(Goods order, @Nullable Assessment found) {
        return order;
      }
    }
  }

  /** Does as it is told. */
  @WorkflowInterface
  public interface Flow {
    @WorkflowMethod
    String run(String how, @Nullable VersionedState state);
  }

  /** Does as it is told. */
  public static final class FlowImpl implements Flow {
    private final VersionedFlow flow;

    @WorkflowInit
    public FlowImpl(String how, @Nullable VersionedState state) {
      flow = VersionedFlow.restore(LEDGER, state);
    }

    @Override
    public String run(String how, @Nullable VersionedState state) {
      return switch (how) {
        case "continue" -> {
          flow.on("terms").version();
          Workflow.continueAsNew("end", flow.state());
          yield "";
        }
        case "key" -> "" + flow.on("day").each("\u00e9".repeat(51)).version();
        case "undeclared" -> "" + flow.on("nowhere").version();
        case "fail" -> {
          flow.on("terms").version();
          if (Workflow.getInfo().getAttempt() == 1) {
            throw ApplicationFailure.newFailure("once", "ONCE");
          }
          yield flow.versions().toString();
        }
        default -> {
          flow.on("terms").version();
          yield flow.versions().toString();
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void decidesReviewsAndCarriesWhateverTheConverter(Foreign foreign) {
    try (TestWorkflowEnvironment env = env(foreign, false)) {
      Goods gift = new Gift("ann", Optional.empty());
      WorkflowStub approved = waiting(env, gift);
      approved.update("versioning.review", AuditEntry.class, approval());
      assertThat(approved.getResult(Goods.class)).isEqualTo(gift);
      OrderReview.Status status = status(approved);
      assertThat(status.phase()).isEqualTo(Phase.PAID);
      assertThat(status.versions()).isEqualTo(Map.of("fee", 1));

      WorkflowStub rejected = waiting(env, gift);
      Decision no = Decision.reject("r2", "bob", "no");
      rejected.update("versioning.review", AuditEntry.class, no);
      assertThatThrownBy(() -> rejected.getResult(Object.class))
          .satisfies(
              e -> {
                ApplicationFailure failure =
                    (ApplicationFailure) Objects.requireNonNull(e.getCause());
                assertThat(failure.getType()).isEqualTo(FailureTypes.ORDER_REJECTED);
                assertThat(failure.getDetails().get(Decision.class)).isEqualTo(no);
              });

      WorkflowStub chain =
          start(env, "Flow", "continue", new VersionedState(1, Map.of("terms", 1)));
      assertThat(chain.getResult(String.class)).isEqualTo("{terms=1}");
      assertThat(decisions(env, chain)).containsExactly("terms-1");
    }
  }

  private static WorkflowStub waiting(TestWorkflowEnvironment env, Goods order) {
    WorkflowStub run = start(env, "Shop", order);
    await(() -> status(run).phase() == Phase.WAITING);
    return run;
  }

  private static OrderReview.Status status(WorkflowStub run) {
    return run.query("versioning.status", OrderReview.Status.class);
  }

  private static Set<String> decisions(TestWorkflowEnvironment env, WorkflowStub run) {
    WorkflowExecutionHistory history =
        env.getWorkflowClient().fetchHistory(run.getExecution().getWorkflowId());
    Seen seen = new Seen(new Run("w", "r", Instant.EPOCH), null, Set.of(), Seen.Source.INDEX);
    return Decisions.of(seen, history.getEvents().iterator(), () -> {}).values();
  }

  private static RawValue approval() {
    return new RawValue(
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(
                ByteString.copyFromUtf8(
                    "{\"requestId\":\"r1\",\"by\":\"ann\",\"reason\":\"fine\",\"verdict\":\"%s\"}"
                        .formatted(Verdict.APPROVE)))
            .build());
  }

  @Test
  void aWorkflowRetryKeepsWhatItsArgumentsCarryAndDecidesTheRestAnew() {
    try (TestWorkflowEnvironment env = env(Foreign.PLAIN, false)) {
      assertThat(start(env, "Flow", "fail", null).getResult(String.class)).isEqualTo("{terms=2}");
      assertThat(
              start(env, "Flow", "fail", new VersionedState(1, Map.of("terms", 1)))
                  .getResult(String.class))
          .isEqualTo("{terms=1}");
    }
  }

  @Test
  void codeThatDoesNotFitFailsTheTaskAlsoWhereAnyExceptionFailsARun() {
    try (TestWorkflowEnvironment env = env(Foreign.PLAIN, true)) {
      assertWaits(env, start(env, "Flow", "undeclared", null));
      assertWaits(env, start(env, "Flow", "end", new VersionedState(2, Map.of())));
      assertWaits(env, start(env, "Flow", "end", new VersionedState(1, Map.of("terms", 3))));
    }
  }

  @Test
  void badDataFailsTheRunByAPublishedType() {
    try (TestWorkflowEnvironment env = env(Foreign.PLAIN, false)) {
      assertFails(start(env, "Flow", "key", null), FailureTypes.VERSION_KEY_REFUSED);
      assertFails(
          start(env, "Flow", "end", new VersionedState(0, Map.of())), FailureTypes.INVALID_STATE);
    }
  }

  private static void assertFails(WorkflowStub run, String type) {
    assertThatThrownBy(() -> run.getResult(String.class))
        .satisfies(e -> assertThat(FailureTypes.matches(e, type)).as("%s", e).isTrue());
  }

  private static void assertWaits(TestWorkflowEnvironment env, WorkflowStub run) {
    await(() -> has(env, run, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED));
    assertThat(has(env, run, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED)).isFalse();
    run.terminate("seen");
  }

  private static boolean has(TestWorkflowEnvironment env, WorkflowStub run, EventType type) {
    return env
        .getWorkflowClient()
        .fetchHistory(run.getExecution().getWorkflowId())
        .getEvents()
        .stream()
        .anyMatch(event -> event.getEventType() == type);
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static WorkflowStub start(
      TestWorkflowEnvironment env, String type, @Nullable Object... arguments) {
    WorkflowStub run =
        env.getWorkflowClient()
            .newUntypedWorkflowStub(
                type,
                WorkflowOptions.newBuilder()
                    .setTaskQueue("queue")
                    .setRetryOptions(
                        type.equals("Flow")
                            ? RetryOptions.newBuilder().setMaximumAttempts(2).build()
                            : null)
                    .build());
    run.start(arguments);
    return run;
  }

  private static TestWorkflowEnvironment env(Foreign foreign, boolean anyFails) {
    TestWorkflowEnvironment env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(foreign.converter())
                        .build())
                .build());
    Worker worker = env.newWorker("queue");
    WorkflowImplementationOptions.Builder options = WorkflowImplementationOptions.newBuilder();
    if (anyFails) {
      options.setFailWorkflowExceptionTypes(Throwable.class);
    }
    worker.registerWorkflowImplementationTypes(options.build(), ShopImpl.class, FlowImpl.class);
    env.start();
    return env;
  }
}
