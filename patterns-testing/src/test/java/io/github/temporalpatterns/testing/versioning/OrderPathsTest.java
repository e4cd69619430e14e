// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import static io.github.temporalpatterns.testing.sweep.FaultKind.CANCEL;
import static io.github.temporalpatterns.testing.sweep.FaultKind.CRASH;
import static io.github.temporalpatterns.testing.sweep.FaultKind.LOST_RESULT;
import static io.github.temporalpatterns.testing.sweep.FaultKind.NON_RETRYABLE;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.sweep.FaultSweep;
import io.github.temporalpatterns.testing.sweep.VersionSweep;
import io.github.temporalpatterns.versioning.OrderReview;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.github.temporalpatterns.versioning.OrderReview.Decision;
import io.github.temporalpatterns.versioning.OrderReview.Phase;
import io.github.temporalpatterns.versioning.Rollout;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Every path through the versions: recorded, replayed from each of its beginnings, and under
 * faults.
 *
 * <p>{@code -Dpatterns.histories.record=NAME} records what is not in {@code paths} anew into the
 * folder of that name.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class OrderPathsTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "histories", "versioning");
  private static final Class<?>[] WORKFLOWS = {TillOrder.Versioned.class, Fees.Impl.class};

  @TestFactory
  Stream<DynamicTest> recordsTheSameOnEachPath() {
    return VersionSweep.of(TillOrder.Versioned.class)
        .options(options -> options.setServer(PatternEnvOptions.Server.EMBEDDED))
        .golden(
            FOLDER.resolve("paths"),
            env -> {
              optional(env, false);
              Scenario<TillOrder> order = env.scenario(TillOrder.class);
              order.runVoid(o -> o.run("book"));
              return order;
            });
  }

  @TestFactory
  Stream<DynamicTest> replaysEachBeginningOfEachPath() {
    return Histories.tests(FOLDER, WORKFLOWS);
  }

  @TestFactory
  Stream<DynamicTest> chargesOnceOrNotAtAllWhateverFails() {
    return FaultSweep.of(TillOrder.Versioned.class)
        .kinds(CRASH, LOST_RESULT, NON_RETRYABLE, CANCEL)
        .pairs(0)
        .tests(
            env -> {
              optional(env, false);
              Scenario<TillOrder> order = env.scenario(TillOrder.class).start(o -> o.run("book"));
              boolean completed = order.end() == WORKFLOW_EXECUTION_STATUS_COMPLETED;
              Phase phase = order.stub(OrderReview.class).orderStatus().phase();
              if (completed) {
                assertThat(phase).isEqualTo(Phase.PAID);
                assertThat(order.attempts().of("assess").count()).isPositive();
                assertThat(order.attempts().of("chargeScored").count()).isPositive();
              } else {
                // A run that is cancelled with its last result at hand has been paid.
                assertThat(phase).isIn(Phase.FAILED, Phase.PAID);
              }
            });
  }

  @Test
  @EnabledIfSystemProperty(named = "patterns.histories.record", matches = "[a-z]+")
  void record() {
    Path folder = FOLDER.resolve(System.getProperty("patterns.histories.record"));
    for (int version : new int[] {1, 2}) {
      try (PatternEnv env = env(version)) {
        optional(env, false);
        record(env.scenario(TillOrder.class).start(o -> o.run("book")), folder, "below-" + version);
      }
    }
    try (PatternEnv env = PatternEnv.open(WORKFLOWS)) {
      optional(env, true);
      record(env.scenario(Fees.class).start(f -> f.run(1, "", null)), folder, "fees");
      Scenario<TillOrder> approved = waiting(env);
      approved.stub(OrderReview.class).reviewOrder(Decision.approve("7", "ann", "she confirmed"));
      record(approved, folder, "approved");
      Scenario<TillOrder> rejected = waiting(env);
      rejected.stub(OrderReview.class).reviewOrder(Decision.reject("7", "ann", "stolen card"));
      record(rejected, folder, "rejected");
    }
  }

  /** An environment in which no run takes a version. */
  private static PatternEnv env(int off) {
    Rollout rollout =
        Rollout.newBuilder(TillOrder.Versioned.LEDGER).off("fraud-check", off).build();
    return PatternEnv.open(
        PatternEnvOptions.newBuilder(WORKFLOWS)
            .setWorkerOptions(
                worker -> worker.setPreferredVersionProvider(Rollout.provider(() -> rollout)))
            .build());
  }

  private static void optional(PatternEnv env, boolean suspicious) {
    Canned<Till> till = env.canned(Till.class);
    till.on(Till::check).completes().optional();
    till.on(Till::checkFully).completes().optional();
    till.on(Till::assess).returns(new Assessment(0.5, suspicious, null)).optional();
    till.on(Till::charge).returns("charged").optional();
    till.on(Till::chargeScored).returns("charged by score").optional();
  }

  private static Scenario<TillOrder> waiting(PatternEnv env) {
    Scenario<TillOrder> order = env.scenario(TillOrder.class).start(o -> o.run("book"));
    order.await(
        "the review", () -> order.stub(OrderReview.class).orderStatus().phase() == Phase.WAITING);
    return order;
  }

  private static void record(Scenario<?> run, Path folder, String name) {
    run.end();
    Histories.record(run, folder, name);
  }
}
