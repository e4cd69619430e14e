// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency.intake;

import static io.github.temporalpatterns.testing.idempotency.intake.Parcel.Way.COMPLETES;
import static io.github.temporalpatterns.testing.idempotency.intake.Parcel.Way.CONTINUES;
import static io.github.temporalpatterns.testing.idempotency.intake.Parcel.Way.FAILS;
import static io.github.temporalpatterns.testing.idempotency.intake.Parcel.Way.WAITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.idempotency.intake.IdempotentStarter;
import io.github.temporalpatterns.idempotency.intake.IdempotentStarter.Started;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.SaltedCodec;
import io.github.temporalpatterns.testing.idempotency.intake.Parcel.Order;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One business key, one run: on both kinds of server, with codecs and without. */
@Tag("real-server")
@ParameterizedClass
@EnumSource
final class IdempotentStarterTest {
  private static final int THREADS = 100;

  /** How the client writes its values. */
  @SuppressWarnings("ImmutableEnumChecker") // a converter does not change
  enum Converter {
    PLAIN(DefaultDataConverter::newDefaultInstance),
    SALTED(SaltedCodec::converter),
    SALTED_BY_WORKFLOW(SaltedCodec::converterOfWorkflow);

    private final Supplier<DataConverter> made;

    Converter(Supplier<DataConverter> made) {
      this.made = made;
    }
  }

  private final PatternEnv env;
  private final IdempotentStarter starter;
  private final String id = "parcel-" + UUID.randomUUID();

  IdempotentStarterTest(Converter converter) {
    env =
        PatternEnv.open(
            PatternEnvOptions.newBuilder(Parcel.Impl.class)
                .setClientOptions(options -> options.setDataConverter(converter.made.get()))
                .build());
    starter = IdempotentStarter.of(env.client());
  }

  @BeforeEach
  void start() {
    env.start();
  }

  @AfterEach
  void close() {
    env.close();
  }

  private WorkflowOptions.Builder options() {
    return WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(env.worker().taskQueue());
  }

  private Started send(Order order) {
    return starter.start(Parcel.class, options().build(), order);
  }

  private Started sendAgainIfFailed(Order order) {
    return starter.start(
        Parcel.class,
        options()
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
            .build(),
        order);
  }

  private static String runId(Started started) {
    return started.run().getExecution().getRunId();
  }

  private static void isMismatch(ThrowingCallable call) {
    assertThatThrownBy(call)
        .satisfies(e -> assertThat(FailureTypes.matches(e, FailureTypes.START_MISMATCH)).isTrue());
  }

  @Test
  void attachesToARunThatRunsAndRefusesOtherArguments() {
    Started first = send(Order.to("Ann", WAITS));
    Started second = send(Order.to("Ann", WAITS));

    assertThat(first.fresh()).isTrue();
    assertThat(second.fresh()).isFalse();
    assertThat(runId(second)).isEqualTo(runId(first));
    isMismatch(() -> send(Order.to("Bob", WAITS)));
    isMismatch(() -> starter.start("Letter", options().build(), Order.to("Ann", WAITS)));

    second.run().signal("arrived");
    assertThat(first.run().getResult(String.class)).isEqualTo("sent to Ann");
  }

  @Test
  void attachesToARunThatHasCompletedAndHasItsResult() {
    Started first = send(Order.to("Ann", COMPLETES));
    assertThat(first.run().getResult(String.class)).isEqualTo("sent to Ann");

    for (Started again :
        List.of(send(Order.to("Ann", COMPLETES)), sendAgainIfFailed(Order.to("Ann", COMPLETES)))) {
      assertThat(again.fresh()).isFalse();
      assertThat(again.run().getResult(String.class)).isEqualTo("sent to Ann");
    }
    isMismatch(() -> send(Order.to("Bob", COMPLETES)));
    isMismatch(() -> sendAgainIfFailed(Order.to("Bob", COMPLETES)));
  }

  @Test
  void attachesToARunThatHasFailedUnlessToldToStartAnew() {
    Started first = send(Order.to("Ann", FAILS));
    fails(first);

    Started attached = send(Order.to("Ann", FAILS));
    assertThat(attached.fresh()).isFalse();
    fails(attached);

    Started anew = sendAgainIfFailed(Order.to("Ann", FAILS));
    assertThat(anew.fresh()).isTrue();
    assertThat(runId(anew)).isNotEqualTo(runId(first));
    fails(anew);
    isMismatch(() -> sendAgainIfFailed(Order.to("Bob", FAILS)));
  }

  private static void fails(Started started) {
    assertThatThrownBy(() -> started.run().getResult(String.class))
        .isInstanceOf(WorkflowFailedException.class);
  }

  @Test
  void attachesToAChainThatHasContinuedAsNewWithAnotherMemo() {
    Started first = send(Order.to("Ann", CONTINUES));
    WorkflowStub newest = env.client().newUntypedWorkflowStub(id);
    env.await(
        "continue-as-new", () -> !newest.describe().getExecution().getRunId().equals(runId(first)));

    Started second = send(Order.to("Ann", CONTINUES));

    assertThat(second.fresh()).isFalse();
    isMismatch(() -> send(Order.to("Bob", CONTINUES)));
    second.run().signal("arrived");
    assertThat(first.run().getResult(String.class)).isEqualTo("sent to Ann");
  }

  @Test
  void refusesToAttachToARunOfOtherMeans() {
    env.client().newUntypedWorkflowStub("Parcel", options().build()).start(Order.to("Ann", WAITS));
    isMismatch(() -> send(Order.to("Ann", WAITS)));
    env.client().newUntypedWorkflowStub(id).terminate("test");
  }

  @Test
  void keepsTheMemoOfTheUserAndComparesWhatIsNamed() {
    WorkflowOptions options = options().setMemo(Map.of("theirs", "kept")).build();
    IdempotentStarter toAnn = starter.comparing("Ann");

    Started first = toAnn.start(Parcel.class, options, new Order("Ann", COMPLETES, "at noon"));
    Started second = toAnn.start(Parcel.class, options, new Order("Ann", COMPLETES, "at one"));

    assertThat(second.fresh()).isFalse();
    assertThat(first.run().describe().getWorkflowExecutionInfo().getMemo().getFieldsMap())
        .containsOnlyKeys("theirs", IdempotentStarter.MEMO);
    isMismatch(() -> starter.comparing("Bob").start(Parcel.class, options, "anything"));
  }

  @Test
  void aHundredThreadsStartOne() {
    List<Started> all = atOnce(i -> () -> send(Order.to("Ann", COMPLETES)));
    assertThat(all).filteredOn(Started::fresh).hasSize(1);
    assertThat(all).extracting(IdempotentStarterTest::runId).containsOnly(runId(all.get(0)));
  }

  @Test
  void aHundredThreadsStartOneInThePlaceOfOneThatFailed() {
    Started failed = send(Order.to("Ann", WAITS));
    failed.run().terminate("test");

    List<Started> all = atOnce(i -> () -> sendAgainIfFailed(Order.to("Ann", WAITS)));

    assertThat(all).filteredOn(Started::fresh).hasSize(1);
    assertThat(all).extracting(IdempotentStarterTest::runId).containsOnly(runId(all.get(0)));
    assertThat(runId(all.get(0))).isNotEqualTo(runId(failed));
    all.get(0).run().signal("arrived");
    assertThat(all.get(0).run().getResult(String.class)).isEqualTo("sent to Ann");
  }

  @Test
  void aHundredThreadsOfTwoMindsStartOneAndAllOthersAreRefused() {
    List<String> winners =
        atOnce(
            i ->
                () -> {
                  String to = i % 2 == 0 ? "Ann" : "Bob";
                  try {
                    return send(Order.to(to, COMPLETES)).run().getResult(String.class);
                  } catch (RuntimeException e) {
                    return FailureTypes.matches(e, FailureTypes.START_MISMATCH)
                        ? "refused"
                        : e.toString();
                  }
                });
    Map<String, Long> counts =
        winners.stream().collect(Collectors.groupingBy(s -> s, Collectors.counting()));
    assertThat(counts).hasSize(2).containsEntry("refused", THREADS / 2L);
    assertThat(env.client().newUntypedWorkflowStub(id).describe().getStatus())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
  }

  private static <T> List<T> atOnce(IntFunction<Callable<T>> call) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<T>> calls = IntStream.range(0, THREADS).mapToObj(call).toList();
      List<Future<T>> ends = threads.invokeAll(calls);
      return ends.stream().map(IdempotentStarterTest::end).toList();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> T end(Future<T> call) {
    try {
      return call.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE",
        "WORKFLOW_ID_REUSE_POLICY_TERMINATE_IF_RUNNING"
      })
  void refusesAReusePolicyByWhichNothingWouldBeOnce(WorkflowIdReusePolicy policy) {
    WorkflowOptions options = options().setWorkflowIdReusePolicy(policy).build();
    assertThatThrownBy(() -> starter.start(Parcel.class, options, Order.to("Ann", WAITS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("workflowIdReusePolicy must be")
        .hasMessageContaining(policy.name());
  }

  @Test
  void refusesOptionsThatContradictIt() {
    Order order = Order.to("Ann", WAITS);
    WorkflowOptions without =
        WorkflowOptions.newBuilder().setTaskQueue(env.worker().taskQueue()).build();
    assertThatThrownBy(() -> starter.start(Parcel.class, without, order))
        .hasMessageContaining("workflowId must");
    WorkflowOptions ending =
        options()
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING)
            .build();
    assertThatThrownBy(() -> starter.start(Parcel.class, ending, order))
        .hasMessageContaining("workflowIdConflictPolicy must be");
    assertThatThrownBy(() -> starter.start(Runnable.class, options().build(), order))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
