// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static io.github.temporalpatterns.testing.HangTest.hang;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.HangWorkflow.Work;
import io.github.temporalpatterns.testing.LoopWorkflow.Gate;
import io.github.temporalpatterns.testing.LoopWorkflow.Round;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.PatternEnvOptions.Server;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.temporal.api.enums.v1.CommandType;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
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
      env.start();
      assertThat(hang(() -> start(env, "activity").await("it", () -> false)))
          .contains("=> no worker polls task queue nobody of activity Work: register it on")
          .contains("env.worker(\"nobody\")", "it waits at HangWorkflow$Impl.hang(HangWorkflow");
    }
  }

  @Test
  void nobodyPollsTheQueueOfAChild() {
    try (PatternEnv env = open(options -> {})) {
      assertThat(hang(() -> start(env, "child").await("it", () -> false)))
          .contains("=> no worker polls task queue nobody of child Parent");
    }
  }

  @Test
  void theWorkerWasKilled() {
    try (PatternEnv env = open(options -> {})) {
      env.killWorker();
      assertThat(hang(() -> start(env, "").await("it", () -> false)))
          .contains("=> no worker polls its task queue queue-", "start the killed one again");
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
      assertThat(hang(() -> run.await("the end", run::isClosed)))
          .contains("=> time stands while a test waits in real time", "env.clock().until(...)");
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
      Scenario<HangWorkflow> run = start(env, "local");
      assertThat(hang(() -> env.clock().runToEnd(run, Duration.ofHours(5))))
          .contains("=> local activity Work has failed 1 times. Its worker waits in real");
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
      assertThat(hang(() -> loop.await("the end", loop::isClosed)))
          .contains("=> its workflow task waits for the dead worker that had cached it");
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
      assertThat(hang(() -> env.clock().runToEnd(run, Duration.ofHours(5))))
          .contains("=> activity Work was asked to cancel and does not react");
    }
  }

  @Test
  void theServerRefusesACancellationThatComesTooLate() {
    CountDownLatch cancelled = new CountDownLatch(1);
    CountDownLatch worked = new CountDownLatch(1);
    ClientInterceptor late = new LateCancellation(cancelled, worked);
    try (PatternEnv env = open(options -> options.addGrpcInterceptor(late))) {
      env.register((Work) () -> await(cancelled));
      Scenario<HangWorkflow> run = start(env, "refused");
      run.await("the work", () -> run.attempts().count() == 1);
      run.stub().go();
      run.await("its end", () -> run.attempts().that(Attempt.Outcome.COMPLETED).count() == 1);
      worked.countDown();
      assertThat(hang(() -> run.await("the end", run::isClosed)))
          .contains("=> the server refused what a workflow task did (")
          .contains("temporalio/sdk-java#2391");
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

  private static Scenario<HangWorkflow> start(PatternEnv env, String how) {
    return env.scenario(HangWorkflow.class).start(w -> w.hang(how));
  }

  private static PatternEnv open(Consumer<PatternEnvOptions.Builder> more) {
    PatternEnvOptions.Builder options =
        PatternEnvOptions.newBuilder(
                HangWorkflow.Impl.class,
                HangTest.Sleeper.Impl.class,
                LoopWorkflow.Impl.class,
                Fickle.Impl.class)
            .setName("HangSignsTest")
            .setServer(Server.EMBEDDED)
            .setUnchecked(Check.SCRIPTS)
            .setWatchdog(Duration.ofSeconds(1));
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

  /** Holds the workflow task that cancels the activity until the activity has completed. */
  private record LateCancellation(CountDownLatch cancelled, CountDownLatch worked)
      implements ClientInterceptor {

    @Override
    public <Q, P> ClientCall<Q, P> interceptCall(
        MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void sendMessage(Q message) {
          if (message instanceof RespondWorkflowTaskCompletedRequest task
              && task.getCommandsList().stream()
                  .anyMatch(
                      command ->
                          command.getCommandType()
                              == CommandType.COMMAND_TYPE_REQUEST_CANCEL_ACTIVITY_TASK)) {
            cancelled.countDown();
            HangSignsTest.await(worked);
          }
          super.sendMessage(message);
        }
      };
    }
  }
}
