// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.sweep.FaultKind;
import io.github.temporalpatterns.testing.sweep.FaultSweep;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever strikes a fan-out, and wherever: each number has one recorded outcome, and none that
 * succeeded without an effect.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class FanOutSweepTest {
  /** A call in the run itself, and one in a shard of each of a coordinator's two runs. */
  private static final Crowd.Job JOB = Crowd.Job.of(3, 1).events(73);

  @TestFactory
  Stream<DynamicTest> everyNumberHasOneOutcome() {
    return FaultSweep.of(Crowd.workflows())
        .kinds(FaultKind.CANCEL, FaultKind.NON_RETRYABLE, FaultKind.LOST_RESULT)
        .pairs(0)
        .tests(FanOutSweepTest::run);
  }

  /**
   * Pages of one price each; a worker's death costs an attempt, and there are two. Only at
   * activities: page and chunk end now in one workflow task, now in two.
   */
  @TestFactory
  Stream<DynamicTest> everyPageIsBooked() {
    return FaultSweep.of(Ledger.Default.class)
        .kinds(FaultKind.WORKER_DEATH, FaultKind.CANCEL)
        .pairs(0)
        .tests(FanOutSweepTest::book)
        .filter(test -> test.getDisplayName().contains("#"));
  }

  private static void book(PatternEnv env) {
    Ledger.Vault vault = new Ledger.Vault(new CountDownLatch(0));
    env.register(vault);
    Scenario<Ledger> run = env.scenario(Ledger.class).start(ledger -> ledger.book("pages"));
    boolean completed = run.end() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
    FanOutReport<?> report = completed ? run.result(FanOutReport.class) : memo(run);
    Set<BigDecimal> booked = Set.copyOf(vault.booked());
    assertThat(report.failed()).isZero();
    assertThat(report.succeeded()).isEqualTo(booked.size());
    if (completed) {
      assertThat(booked)
          .isEqualTo(
              IntStream.range(0, Ledger.PAGES).mapToObj(Ledger::price).collect(Collectors.toSet()));
    }
  }

  private static void run(PatternEnv env) {
    Set<Long> effects = ConcurrentHashMap.newKeySet();
    env.register((Crowd.Turnstile) chunk -> chunk.fold(new Sum(), number -> bit(number, effects)));
    Scenario<Crowd> run = env.scenario(Crowd.class).start(crowd -> crowd.run(JOB));
    boolean completed = run.end() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
    FanOutReport<?> report = completed ? run.result(FanOutReport.class) : memo(run);
    long succeeded = report.value() == null ? 0 : ((Number) report.value()).longValue();
    long failed = report.failures().stream().mapToLong(failure -> 1L << failure.index()).sum();
    assertThat(Long.bitCount(succeeded)).isEqualTo(report.succeeded());
    assertThat(Long.bitCount(failed)).isEqualTo(report.failed());
    assertThat(succeeded & failed).isZero();
    long effected = effects.stream().mapToLong(number -> 1L << number).sum();
    assertThat(effected & succeeded).isEqualTo(succeeded);
    // Only what a call reported late is not known to have succeeded, and a cancelled one reports.
    assertThat(completed ? succeeded | failed : succeeded).isEqualTo(completed ? 0b111 : effected);
  }

  private static FanOutReport<?> memo(Scenario<?> run) {
    Object memo = run.untyped().describe().getMemo("patterns.fanout", FanOutReport.class);
    return (FanOutReport<?>) Objects.requireNonNull(memo, "a cancelled run leaves a memo");
  }

  /** Numbers as bits, so that their sum tells one that was counted twice. */
  private static long bit(long number, Set<Long> effects) {
    effects.add(number);
    return 1L << number;
  }
}
