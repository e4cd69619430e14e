// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static java.util.stream.Collectors.partitioningBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.github.temporalpatterns.saga.SagaReport.Summary;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs a saga of one to six steps through every placement of failures, timeouts, cancellations,
 * continue-as-new, lost results and worker deaths, and checks the ledger of effects: each is kept
 * by a completed saga, undone once, or listed in the report.
 *
 * <p>No worker keeps a run between its tasks, so every task is a recovery. The worker is also
 * killed in the middle of each batch, but not where runs are cancelled: the embedded server never
 * times out an activity that was asked to cancel.
 */
@Tag("real-server")
final class SagaCrashTest {
  /** The embedded server looks through all that is open at each step. */
  private static final int BATCH = 80;

  /** A batch waits for timeouts for most of its time. */
  private static final int AT_ONCE = 3;

  private static final int SAMPLE = 20;
  private static final boolean REAL =
      List.of("external", "dev").contains(System.getProperty("patterns.test.server", ""));

  private record Started(CrashSchedule schedule, SagaRun run) {}

  @Test
  @Timeout(value = 300, unit = TimeUnit.SECONDS)
  void keepsUndoesOrReportsEveryEffect() throws Exception {
    List<CrashSchedule> schedules = schedules();
    List<String> violations = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      for (Future<List<String>> batch : threads.invokeAll(batches(schedules))) {
        violations.addAll(batch.get());
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.printf("saga crash test: %d schedules explored%n", schedules.size());
    assertThat(violations).isEmpty();
  }

  private static List<Callable<List<String>>> batches(List<CrashSchedule> schedules) {
    List<Callable<List<String>>> batches = new ArrayList<>();
    schedules.stream()
        .collect(partitioningBy(CrashSchedule::cancels))
        .forEach(
            (cancels, some) -> {
              for (int from = 0; from < some.size(); from += BATCH) {
                List<CrashSchedule> batch = some.subList(from, Math.min(from + BATCH, some.size()));
                batches.add(() -> explore(batch, REAL || !cancels));
              }
            });
    return batches;
  }

  /** In an order that mixes short and long, but always the same. */
  private static List<CrashSchedule> schedules() {
    List<CrashSchedule> all = new ArrayList<>(CrashSchedule.all());
    Collections.shuffle(all, new Random(1));
    assertThat(all).hasSizeGreaterThan(2_000);
    return REAL
        ? IntStream.range(0, all.size() / SAMPLE).mapToObj(i -> all.get(i * SAMPLE)).toList()
        : all;
  }

  private static List<String> explore(List<CrashSchedule> batch, boolean kill) {
    try (SagaLab lab = new SagaLab(DefaultSagaSubject::new, SagaCrashTest::settings)) {
      List<Started> runs = new ArrayList<>();
      for (CrashSchedule schedule : batch) {
        SagaRun run = lab.prepare(schedule.script());
        schedule.arm(run);
        runs.add(new Started(schedule, run.start()));
      }
      if (kill) {
        lab.env().killWorker();
        lab.env().startWorker();
      }
      return runs.stream()
          .map(started -> violation(started))
          .filter(violation -> !violation.isEmpty())
          .toList();
    }
  }

  private static void settings(PatternEnvOptions.Builder options) {
    options
        .setName("SagaCrashTest")
        .setWatchdog(Duration.ofMinutes(2))
        // Every task is a replay; one more of each run at the end would only cost time.
        .setReplay(PatternEnvOptions.Replay.NEVER)
        .setWorkerOptions(worker -> worker.setStickyQueueScheduleToStartTimeout(Duration.ZERO))
        // A kill in the middle of a workflow task may fail the task; it is then tried again.
        .setTaskFailures(PatternEnvOptions.TaskFailures.TOLERATE);
  }

  private static String violation(Started started) {
    SagaRun run = started.run().end();
    List<String> standing = run.world().standing();
    List<String> undone = run.undone();
    String facts =
        "%s: %s, standing %s, undone %s in run %s"
            .formatted(
                started.schedule(), run.status(), standing, undone, run.scenario().execution());
    if (undone.stream().distinct().count() != undone.size()) {
      return "undone twice: " + facts;
    }
    if (run.status() == WORKFLOW_EXECUTION_STATUS_COMPLETED) {
      return standing.size() == started.schedule().blows().size() && undone.isEmpty()
          ? ""
          : "completed, but not kept: " + facts;
    }
    Summary summary = run.published();
    if (!summary.open().containsAll(standing)) {
      return "neither undone nor listed in " + summary + ": " + facts;
    }
    return (summary.outcome() == Outcome.COMPENSATED) == summary.open().isEmpty()
        ? ""
        : "contradicts itself, " + summary + ": " + facts;
  }
}
