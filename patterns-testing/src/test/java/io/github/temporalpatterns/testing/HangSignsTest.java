// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static io.github.temporalpatterns.testing.HangTest.hang;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.HangWorkflow.Work;
import io.github.temporalpatterns.testing.LoopWorkflow.Gate;
import io.github.temporalpatterns.testing.LoopWorkflow.Round;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.PatternEnvOptions.Server;
import io.github.temporalpatterns.testing.PatternEnvOptions.TaskFailures;
import io.github.temporalpatterns.testing.PatternEnvOptions.Time;
import io.github.temporalpatterns.testing.internal.history.HistoryReader;
import io.github.temporalpatterns.testing.internal.replay.FailureText;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.api.failure.v1.ActivityFailureInfo;
import io.temporal.api.failure.v1.ApplicationFailureInfo;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Provokes each known reason of a hang, and reads what the report makes of it. */
class HangSignsTest {

  @Test
  void nobodyPollsTheQueueOfAnActivity() {
    try (PatternEnv env = open(options -> {})) {
      start(env, "activity");
      assertThat(report(env, "=> no worker polls task queue nobody of activity Work: register it"))
          .contains("env.worker(\"nobody\")", "it waits at HangWorkflow$Impl.hang(HangWorkflow");
    }
  }

  @Test
  void nobodyPollsTheQueueOfAChild() {
    try (PatternEnv env = open(options -> {})) {
      start(env, "child");
      assertThat(report(env, "=> no worker polls task queue nobody of child Parent"))
          .contains("register it on env.worker(\"nobody\")");
    }
  }

  /** Also a child of the library, and before all that follows from it. */
  @Test
  void nobodyKnowsAWorkflowType() {
    try (PatternEnv env = open(options -> options.setTaskFailures(TaskFailures.FAIL_TEST))) {
      Scenario<HangWorkflow> run = env.scenario(HangWorkflow.class);
      assertThat(hang(() -> run.runVoid(w -> w.hang("unknown"))))
          .containsPattern(
              "(?s)Stranger-1\n"
                  + "  => no worker of task queue queue-\\S+ knows workflow type"
                  + " patterns.fanout.shard: register ChunkedFanOut.workflows\\(\\)"
                  + " there.*HangWorkflow-")
          .doesNotContain("=> only an ApplicationFailure");
    }
  }

  @Test
  void aFirstTaskThatWasPutOffNeedsTheClock() {
    try (PatternEnv env = open(options -> {})) {
      env.scenario(HangWorkflow.class)
          .configure(options -> options.setStartDelay(Duration.ofHours(1)))
          .start(w -> w.hang(""));
      assertThat(report(env, "=> time stands while a test waits in real time, so its first task"))
          .contains("nothing is pending");
    }
  }

  /** The last failure decides; what it carries is history. */
  @Test
  void aTimeoutIsNotTheFailureBeforeIt() {
    Failure busy =
        Failure.newBuilder()
            .setMessage("too busy")
            .setApplicationFailureInfo(ApplicationFailureInfo.newBuilder().setType("BUSY"))
            .build();
    Failure timeout =
        Failure.newBuilder()
            .setMessage("too slow")
            .setTimeoutFailureInfo(
                TimeoutFailureInfo.newBuilder()
                    .setTimeoutType(TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE))
            .setCause(busy)
            .build();
    Failure call =
        Failure.newBuilder()
            .setActivityFailureInfo(ActivityFailureInfo.getDefaultInstance())
            .setCause(timeout)
            .build();
    assertThat(FailureText.of(call))
        .isEqualTo("START_TO_CLOSE: too slow; before that, an attempt failed by BUSY: too busy");
    assertThat(HistoryReader.names(call)).containsExactly("START_TO_CLOSE");
  }

  @Test
  void theWorkerWasKilled() {
    try (PatternEnv env = open(options -> {})) {
      env.killWorker();
      start(env, "");
      assertThat(report(env, "=> no worker polls its task queue queue-"))
          .contains("start the killed one again");
    }
  }

  @Test
  void aRetryNeverEnds() {
    try (PatternEnv env = open(options -> {})) {
      env.canned(Work.class).on(Work::work).fails("NO_LUCK");
      Scenario<HangWorkflow> run = start(env, "deaf");
      assertThat(hang(() -> env.clock().runToEnd(run, Duration.ofHours(5))))
          .contains("=> activity Work may fail for ever: limit its attempts")
          .contains("last failure NO_LUCK: scripted failure of Work.work");
    }
  }

  @Test
  void aTimerNeedsTheClock() {
    try (PatternEnv env = open(options -> {})) {
      Scenario<HangTest.Sleeper> run = env.scenario(HangTest.Sleeper.class);
      run.start(w -> w.sleep(Duration.ofHours(1)));
      assertThat(report(env, "=> time stands while a test waits in real time"))
          .contains("env.clock().until(...)", "timer of PT1H, which has PT");
    }
  }

  @Test
  void aLocalActivityWaitsInRealTime() {
    try (PatternEnv env = open(options -> {})) {
      env.register(
          (Work)
              () -> {
                throw ApplicationFailure.newFailure("no luck", "NO_LUCK");
              });
      start(env, "local");
      assertThat(report(env, "=> local activity Work has failed "))
          .contains("Its worker waits in real time between attempts");
    }
  }

  @Test
  void aCachedRunLostItsWorker() {
    try (PatternEnv env = open(options -> options.setReplay(Replay.AT_END))) {
      env.canned(Round.class).on(Round::play).completes();
      Scenario<LoopWorkflow> loop = env.scenario(LoopWorkflow.class).start(w -> w.rounds(0, 1));
      loop.await("the gate", () -> loop.stub(Gate.class).waiting());
      env.killWorker();
      env.startWorker();
      loop.stub(Gate.class).open();
      assertThat(report(env, "=> its workflow task waits for the dead worker that had cached it"))
          .contains("use Replay.EVERY_TASK, or a real server");
    }
  }

  @Test
  void anActivityIsDeafToItsCancellation() {
    CountDownLatch never = new CountDownLatch(1);
    try (PatternEnv env = open(options -> {})) {
      env.register((Work) () -> await(never));
      Scenario<HangWorkflow> run = start(env, "deaf");
      run.await("the work", () -> run.attempts().count() == 1);
      run.cancel();
      assertThat(report(env, "=> activity Work was asked to cancel and does not react"))
          .contains("only a heartbeat hears of it");
    }
  }

  @Test
  void anActivityAtWorkHoldsTheTime() {
    CountDownLatch never = new CountDownLatch(1);
    try (PatternEnv env = open(options -> {})) {
      env.register((Work) () -> await(never));
      Scenario<HangWorkflow> run = start(env, "beside");
      run.await("the work", () -> run.attempts().count() == 1);
      assertThat(explain(env, false))
          .contains("=> no time is skipped while an activity is at work, and Work is")
          .contains("timer of PT1H, which has PT");
    }
  }

  @Test
  void anActivityAtWorkInAClosedRunHoldsTheTime() {
    CountDownLatch never = new CountDownLatch(1);
    try (PatternEnv env = open(options -> {})) {
      env.register((Work) () -> await(never));
      start(env, "left").end();
      assertThat(explain(env, false))
          .contains("no run is open", "=> no time is skipped any more: Work of HangWorkflow-");
      env.scenario(HangTest.Sleeper.class).start(w -> w.sleep(Duration.ofHours(1)));
      assertThat(report(env, "timer of PT1H, which has PT")).contains("time stands while a test");
      assertThat(explain(env, false))
          .contains("=> no time is skipped any more: Work of HangWorkflow-")
          .contains("let the workflow await or cancel it");
    }
  }

  @Test
  void aTimerTakesItsTimeWhereNoneIsSkipped() {
    try (PatternEnv env = open(options -> options.setTime(Time.REAL))) {
      env.scenario(HangTest.Sleeper.class).start(w -> w.sleep(Duration.ofHours(1)));
      assertThat(report(env, "=> no time is skipped in this environment"))
          .contains("so the timer takes as long as it says");
    }
  }

  @Test
  void anAnswerIsTooLarge() {
    try (PatternEnv env = open(options -> {})) {
      env.canned(ProbeWorkflow.Probe.class)
          .on(ProbeWorkflow.Probe::touch)
          .answers(what -> what.repeat(3 << 20));
      env.scenario(ProbeWorkflow.class).start(w -> w.touch(ProbeWorkflow.Plan.DEFAULT));
      assertThat(report(env, "=> the server refuses an answer of a worker"))
          .contains("RESOURCE_EXHAUSTED", "let it carry a reference");
    }
  }

  @Test
  void theWorkflowThrowsWhatItMayNot() {
    try (PatternEnv env = open(options -> {})) {
      Scenario<HangTest.Sleeper> run = env.scenario(HangTest.Sleeper.class);
      assertThat(hang(() -> run.runVoid(w -> w.sleep(Duration.ofSeconds(-1)))))
          .contains("=> only an ApplicationFailure fails a workflow")
          .contains("its workflow task fails: java.lang.IllegalArgumentException: negative");
    }
  }

  @Test
  void theCodeDoesNotRepeatItsHistory() {
    Fickle.Impl.EXECUTIONS.set(0);
    try (PatternEnv env = open(options -> {})) {
      assertThat(hang(() -> env.scenario(Fickle.class).run(Fickle::decide)))
          .contains("=> the workflow's code does not repeat its history");
    }
  }

  @Test
  void nobodySendsASignal() {
    try (PatternEnv env = open(options -> {})) {
      Scenario<HangWorkflow> run = start(env, "");
      assertThat(hang(() -> env.clock().runToEnd(run, Duration.ofHours(5))))
          .contains("=> its workflow waits for a signal or an update that nobody sends")
          .contains("it waits at HangWorkflow$Impl.hang(", "current details: waits for **go**")
          .contains("memo: stage=\"parked\"");
    }
  }

  /** Explains again and again what the runs wait for: they need a moment until they do. */
  static String report(PatternEnv env, String sign) {
    env.await("the report \"" + sign + "\"", () -> explain(env, true).contains(sign));
    return explain(env, true);
  }

  private static String explain(PatternEnv env, boolean realTime) {
    String report = String.valueOf(env.evidence().failure("in vain", realTime).getMessage());
    assertThat(report.lines().count()).isLessThanOrEqualTo(12);
    return report;
  }

  private static Scenario<HangWorkflow> start(PatternEnv env, String how) {
    return env.scenario(HangWorkflow.class).start(w -> w.hang(how));
  }

  private static PatternEnv open(Consumer<PatternEnvOptions.Builder> more) {
    PatternEnvOptions.Builder options =
        PatternEnvOptions.newBuilder(
                HangWorkflow.Impl.class,
                HangTest.Sleeper.Impl.class,
                LoopWorkflow.Impl.class,
                Fickle.Impl.class,
                ProbeWorkflow.Impl.class)
            .setName("HangSignsTest")
            .setServer(Server.EMBEDDED)
            .setUnchecked(Check.SCRIPTS);
    more.accept(options);
    return PatternEnv.open(options.build());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
