// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect;
import io.github.temporalpatterns.idempotency.EffectLedger;
import io.github.temporalpatterns.idempotency.Idempotency;
import io.github.temporalpatterns.idempotency.intake.IdempotentStarter;
import io.github.temporalpatterns.idempotency.intake.SeenMessages;
import io.github.temporalpatterns.idempotency.intake.SeenState;
import io.github.temporalpatterns.testing.sql.Database;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an operator's dashboard is told; the page's table names the same. */
final class MetricsTest {
  private final Counters counters = new Counters();
  private final EffectLedger ledger = EffectLedger.open(Database.H2.open());

  /** Does what it is told. */
  @ActivityInterface
  public interface Job {
    void work();
  }

  private Effect<String> effect(String order) {
    return ledger.once(String.class).key(IdempotencyKey.of("shop", order, "pay"));
  }

  /** As if the worker had died: nothing is recorded after it. */
  private static String die() {
    throw new StackOverflowError("killed");
  }

  @Test
  void countsEffectsByWhatBecameOfThem() {
    List<Runnable> attempts =
        List.of(
            () -> effect("1").reserved(key -> "paid"),
            () -> effect("1").reserved(key -> "paid twice"), // hit
            () -> effect("1").comparing("else").reserved(key -> "no"), // mismatch
            () -> effect("2").lease(Duration.ofMillis(1)).withProviderKey(key -> die()),
            () -> effect("2").withProviderKey(key -> "paid"), // take-over
            () -> effect("3").reserved(key -> die()),
            () -> effect("3").reserved(key -> "no"), // wait
            () -> effect("4").lease(Duration.ofMillis(1)).reserved(key -> die()),
            () -> effect("4").reserved(key -> "no"), // unknown
            () -> effect("5").inTransaction(connection -> "booked"),
            () -> effect("5").inTransaction(connection -> "booked twice")); // hit
    TestActivityEnvironment env =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setMetricsScope(counters.scope())
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(Idempotency.interceptor(ledger))
                        .build())
                .build());
    try {
      Iterator<Runnable> next = attempts.iterator();
      env.registerActivitiesImplementations((Job) () -> next.next().run());
      attempts.forEach(attempt -> workOrFail(env));
    } finally {
      env.close();
    }
    String name = "worker_patterns_idempotency_effects ";
    assertThat(counters.all())
        .containsEntry(name + "[reserve_confirm, run]", 3L)
        .containsEntry(name + "[reserve_confirm, return]", 1L)
        .containsEntry(name + "[reserve_confirm, mismatch]", 1L)
        .containsEntry(name + "[reserve_confirm, wait]", 1L)
        .containsEntry(name + "[reserve_confirm, unknown]", 1L)
        .containsEntry(name + "[provider_key, run]", 1L)
        .containsEntry(name + "[provider_key, take_over]", 1L)
        .containsEntry(name + "[same_transaction, run]", 1L)
        .containsEntry(name + "[same_transaction, return]", 1L)
        .hasSize(9);
  }

  private static void workOrFail(TestActivityEnvironment env) {
    Throwable unused = catchThrowable(() -> job(env).work());
  }

  private static Job job(TestActivityEnvironment env) {
    return env.newActivityStub(
        Job.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(30))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }

  /** Looks at messages. */
  @WorkflowInterface
  public interface Inbox {
    @WorkflowMethod
    int read(List<String> ids);
  }

  /** Counts those that are new. */
  public static final class InboxImpl implements Inbox {
    @Override
    public int read(List<String> ids) {
      @Nullable SeenState first = null;
      SeenMessages seen = SeenMessages.restore(2, Duration.ofHours(1), first);
      return (int) ids.stream().filter(seen::isFirst).count();
    }
  }

  @Test
  void countsStartsAndMessages() {
    try (TestWorkflowEnvironment env =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setMetricsScope(counters.scope()).build())) {
      env.newWorker("inbox").registerWorkflowImplementationTypes(InboxImpl.class);
      env.start();
      IdempotentStarter starter = IdempotentStarter.of(env.getWorkflowClient());
      WorkflowOptions options =
          WorkflowOptions.newBuilder().setWorkflowId("inbox-1").setTaskQueue("inbox").build();
      for (int times = 0; times < 3; times++) {
        starter
            .start(Inbox.class, options, List.of("a", "b", "a", "", "c"))
            .run()
            .getResult(Integer.class);
      }
      assertThat(catchThrowable(() -> starter.start(Inbox.class, options, List.of("z"))))
          .isNotNull();
    }
    assertThat(counters.all())
        .containsEntry("client_patterns_idempotency_starts [started, Inbox]", 1L)
        .containsEntry("client_patterns_idempotency_starts [attached, Inbox]", 2L)
        .containsEntry("client_patterns_idempotency_starts [mismatch, Inbox]", 1L)
        .containsEntry("workflow_patterns_idempotency_messages [first, Inbox]", 3L)
        .containsEntry("workflow_patterns_idempotency_messages [repeated, Inbox]", 1L)
        .containsEntry("workflow_patterns_idempotency_messages [unnamed, Inbox]", 1L)
        .containsEntry("workflow_patterns_idempotency_messages [crowded_out, Inbox]", 1L)
        .hasSize(7);
  }
}
