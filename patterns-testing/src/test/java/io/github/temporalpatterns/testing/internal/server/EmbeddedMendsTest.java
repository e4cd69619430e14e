// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.server;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.PatternEnvOptions.Server;
import io.github.temporalpatterns.testing.RunAssert;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.command.v1.Command;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that the embedded server would leave stuck go on, as on a real server. */
@Timeout(60)
class EmbeddedMendsTest {
  private final CountDownLatch sent = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @Test
  void anActivityMayEndWhileATaskCancelsIt() {
    try (PatternEnv env = open(hold(Command::hasRequestCancelActivityTaskCommandAttributes))) {
      env.register((Work) () -> await(sent));
      Scenario<Stop> run = env.scenario(Stop.class).start(w -> w.run("work"));
      run.await("the work", () -> run.attempts().count() == 1);
      run.stub().stop();
      run.await("its end", () -> completed(run));
      go.countDown();
      assertThat(run.end()).isEqualTo(WORKFLOW_EXECUTION_STATUS_COMPLETED);
      assertThat(run.<String>result(String.class)).isEqualTo("worked");
    }
  }

  /** The kit's report used to blame a signal that nobody sends. */
  @Test
  void anAttemptMayFailAfterItsCancellationWasRequested() {
    try (PatternEnv env = open(hold(command -> false))) {
      env.register(
          (Work)
              () -> {
                await(go);
                throw ApplicationFailure.newFailure("no luck", "NO_LUCK");
              });
      Scenario<Stop> run = env.scenario(Stop.class).start(w -> w.run("call"));
      run.await("the work", () -> run.attempts().count() == 1);
      run.cancel();
      run.await("the request", () -> has(run, EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED));
      go.countDown();
      assertThat(run.end())
          .isIn(WORKFLOW_EXECUTION_STATUS_FAILED, WORKFLOW_EXECUTION_STATUS_CANCELED);
      RunAssert.verifyThat(run).ran("Work").attempts(1).failedWith("NO_LUCK");
    }
  }

  private static boolean completed(Scenario<?> run) {
    return run.attempts().that(Attempt.Outcome.COMPLETED).count() == 1;
  }

  private static boolean has(Scenario<?> run, EventType type) {
    return run.history().getEvents().stream().anyMatch(event -> event.getEventType() == type);
  }

  private static PatternEnv open(ClientInterceptor hold) {
    return PatternEnv.open(
        PatternEnvOptions.newBuilder(Stop.Impl.class)
            .setServer(Server.EMBEDDED)
            .setTime(PatternEnvOptions.Time.REAL)
            .addGrpcInterceptor(hold)
            .build());
  }

  /** Holds the first workflow task with such a command until the test says go. */
  private ClientInterceptor hold(Predicate<Command> which) {
    return new ClientInterceptor() {
      @Override
      public <Q, P> ClientCall<Q, P> interceptCall(
          MethodDescriptor<Q, P> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
          @Override
          public void sendMessage(Q message) {
            if (message instanceof RespondWorkflowTaskCompletedRequest task
                && task.getCommandsList().stream().anyMatch(which)) {
              sent.countDown();
              await(go);
            }
            super.sendMessage(message);
          }
        };
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What takes its time. */
  @ActivityInterface
  public interface Work {
    void work();
  }

  /** Cancels what it has begun when it is told to. */
  @WorkflowInterface
  public interface Stop {
    @WorkflowMethod
    String run(String what);

    @SignalMethod
    void stop();

    /** An activity. */
    final class Impl implements Stop {
      private boolean stopped;

      @Override
      public String run(String what) {
        Work work =
            Workflow.newActivityStub(
                Work.class,
                ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                    .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                    .build());
        List<Promise<Void>> begun = new ArrayList<>();
        CancellationScope scope =
            Workflow.newCancellationScope(() -> begun.add(Async.procedure(work::work)));
        scope.run();
        if (what.equals("call")) {
          begun.get(0).get();
        }
        Workflow.await(() -> stopped || begun.get(0).isCompleted());
        scope.cancel();
        begun.get(0).get();
        return "worked";
      }

      @Override
      public void stop() {
        stopped = true;
      }
    }
  }
}
