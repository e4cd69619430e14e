// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.cluster.ClusterBreaker;
import io.github.temporalpatterns.breaker.cluster.ClusterBreakerOptions;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.worker.Guard;
import io.github.temporalpatterns.breaker.worker.Guard.Answer;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.github.temporalpatterns.breaker.worker.Guard.Pass;
import io.github.temporalpatterns.breaker.worker.WorkerBreaker;
import io.github.temporalpatterns.breaker.worker.WorkerBreakerOptions;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two clients with threads of their own, as two processes have them, and an entity on a server. */
@Tag("real-server")
@Timeout(60)
final class ClusterRunTest {
  private static final Ended GOOD = new Ended(Kind.SUCCESSFUL, Duration.ZERO, null, null, null);
  private static final Ended BAD = new Ended(Kind.FAILED, Duration.ZERO, "E_DOWN", null, null);

  private final WorkerBreaker worker =
      WorkerBreaker.create(
          WorkerBreakerOptions.newBuilder(info -> "bank")
              .setGuards((dependency, rules) -> guard())
              .build());
  private final PatternEnv env =
      PatternEnv.open(
          PatternEnvOptions.newBuilder(ClusterBreaker.workflow(), CallerImpl.class)
              .setTime(PatternEnvOptions.Time.REAL)
              .addWorkerInterceptor(worker.interceptor())
              .build());
  private final ClusterBreakerOptions.Builder builder =
      ClusterBreakerOptions.newBuilder("bank-" + UUID.randomUUID(), env.worker().taskQueue())
          .setLeaseTime(Duration.ofSeconds(3))
          .setRules(
              BreakerRules.newBuilder()
                  .setTimeWindow(Duration.ofSeconds(30))
                  .setMinimumCalls(4)
                  .setOpenWait(Duration.ofMinutes(5))
                  .build());
  private final ClusterBreakerOptions options = builder.build();
  private final List<String> reached = new CopyOnWriteArrayList<>();
  private ClusterBreaker one;
  private ClusterBreaker other;

  @BeforeEach
  void connect() {
    env.register((Dependency) this::reach);
    env.start();
    one = ClusterBreaker.connect(env::client, options);
    String namespace = env.client().getOptions().getNamespace();
    other = ClusterBreaker.connect(this::elsewhere, builder.setNamespace(namespace).build());
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
    WorkflowClient client = env.client();
    client.newUntypedWorkflowStub(options.getWorkflowId()).terminate("the test is over");
    env.close();
  }

  @Test
  void shareOneDecisionWithWorkersAndStartTheEntityAgainWhenItIsGone() {
    assertThat(call("a")).isEqualTo("a");
    env.await("the other one opens it", () -> !permits(other, BAD));
    env.await("this one hears of it", () -> one.status().state() == State.OPEN);
    assertThat(one.ask().rejection())
        .satisfies(why -> assertThat(why.explanation()).endsWith("failed, last E_DOWN"));
    assertThat(call("b")).isEqualTo(FailureTypes.BREAKER_OPEN);
    assertThat(reached).containsExactly("a");

    env.client().newUntypedWorkflowStub(options.getWorkflowId()).terminate("an accident");
    env.await("a new entity permits calls", () -> permits(one, GOOD) && permits(other, GOOD));
  }

  /** A question does not make the entity's time go on, so its answer tells the same wait again. */
  @Test
  void closeAgainAlthoughTheyAskAllTheTime() {
    ClusterBreakerOptions brief =
        ClusterBreakerOptions.newBuilder("brief-" + UUID.randomUUID(), env.worker().taskQueue())
            .setRules(options.getRules().toBuilder().setOpenWait(Duration.ofSeconds(2)).build())
            .build();
    try (ClusterBreaker asking = ClusterBreaker.connect(env::client, brief)) {
      env.await("it opens", () -> !permits(asking, BAD));
      env.await("its probe closes it", () -> permits(asking, GOOD));
    } finally {
      env.client().newUntypedWorkflowStub(brief.getWorkflowId()).terminate("the test is over");
    }
  }

  @Test
  @Tag("real-server-only")
  void permitCallsWhileNobodyHostsTheEntityAndObeyItAgainThen() {
    env.await("one opens it", () -> !permits(one, BAD));
    env.killWorker();
    env.await("one knows nothing for too long", () -> permits(one, GOOD));
    env.startWorker();
    env.await("the entity answers again", () -> !permits(one, GOOD));
  }

  /** A client that is at home in another namespace. */
  private WorkflowClient elsewhere() {
    return WorkflowClient.newInstance(
        env.client().getWorkflowServiceStubs(),
        env.client().getOptions().toBuilder().setNamespace("elsewhere").build());
  }

  private String call(String request) {
    return env.scenario(Caller.class).run(caller -> caller.call(request));
  }

  private Guard guard() {
    return one;
  }

  private String reach(String request) {
    reached.add(request);
    return request;
  }

  /** Makes a call if that is permitted. */
  private static boolean permits(ClusterBreaker process, Ended end) {
    Answer answer = process.ask();
    Pass pass = answer.pass();
    if (pass != null) {
      pass.end(end);
    }
    return pass != null;
  }

  /** Calls the dependency once. */
  @WorkflowInterface
  public interface Caller {

    /** Returns what it says, or the type of the failure. */
    @WorkflowMethod
    String call(String request);
  }

  /** Calls the dependency once. */
  public static final class CallerImpl implements Caller {
    private final Dependency dependency =
        Workflow.newActivityStub(
            Dependency.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(20))
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build());

    @Override
    public String call(String request) {
      try {
        return dependency.ask(request);
      } catch (ActivityFailure e) {
        return e.getCause() instanceof ApplicationFailure why ? why.getType() : e.toString();
      }
    }
  }
}
