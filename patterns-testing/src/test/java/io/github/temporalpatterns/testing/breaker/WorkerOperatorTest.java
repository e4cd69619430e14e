// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.worker.WorkerBreaker;
import io.github.temporalpatterns.breaker.worker.WorkerBreakerOptions;
import io.github.temporalpatterns.testing.ActivityDesk;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What an operator does to a guarded activity by the server's own commands, and by stopping its
 * worker. Its first attempt fails, so that the next one that is permitted is the only probe; that
 * one goes on until a heartbeat tells that it is over.
 */
@Tag("real-server-only")
@Timeout(60)
final class WorkerOperatorTest {
  private final WatchedGuard guard = new WatchedGuard(WatchedGuard.rules().build());
  private final AtomicInteger hits = new AtomicInteger();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean probeHangs;
  private final PatternEnv env =
      PatternEnv.open(
          PatternEnvOptions.newBuilder(AskerImpl.class)
              .setTime(PatternEnvOptions.Time.REAL)
              .addWorkerInterceptor(
                  WorkerBreaker.create(
                          WorkerBreakerOptions.newBuilder(info -> "service")
                              .setGuards((name, rules) -> guard)
                              .build())
                      .interceptor())
              .build());
  private final Scenario<Asker> run = env.scenario(Asker.class);
  private final ActivityDesk desk = new ActivityDesk(env.client(), run, "Ask");

  @BeforeEach
  void register() {
    env.register((Dependency) this::answer);
  }

  @AfterEach
  void close() {
    over.countDown();
    env.close();
  }

  @Test
  void aProbeThatIsPausedGivesItsPermitBackAndIsMadeAgain() {
    startProbe();
    desk.pause();
    assertThat(guard.ended()).containsExactly(Kind.FAILED, Kind.IGNORED);
    assertThat(hits).hasValue(2);

    desk.unpause();
    assertAnswered(Kind.FAILED, Kind.IGNORED, Kind.SUCCESSFUL);
  }

  @Test
  void aProbeThatIsResetGivesItsPermitBackAndIsMadeAgain() {
    startProbe();
    desk.reset(false);
    assertAnswered(Kind.FAILED, Kind.IGNORED, Kind.SUCCESSFUL);
  }

  @Test
  void anAttemptThatIsPausedAfterItWasTurnedAwayHasNothingToGiveBack() {
    startTurnedAway();
    desk.pause();
    assertThat(guard.ended()).containsExactly(Kind.FAILED);

    guard.setWaits(false);
    desk.unpause();
    assertAnswered(Kind.FAILED, Kind.SUCCESSFUL);
    assertThat(guard.turnedAway()).isEqualTo(1);
  }

  @Test
  void anAttemptThatIsResetAfterItWasTurnedAwayAsksAgain() {
    startTurnedAway();
    desk.reset(false);
    awaitRefusal(2);
    assertThat(guard.ended()).containsExactly(Kind.FAILED);

    guard.setWaits(false);
    desk.reset(false);
    assertAnswered(Kind.FAILED, Kind.SUCCESSFUL);
    assertThat(guard.turnedAway()).isEqualTo(2);
  }

  @Test
  void aProbeOfAWorkerThatStopsGivesItsPermitBackAndIsMadeAgain() {
    startProbe();
    env.killWorker();
    assertThat(guard.ended()).containsExactly(Kind.FAILED, Kind.IGNORED);

    env.startWorker();
    assertAnswered(Kind.FAILED, Kind.IGNORED, Kind.SUCCESSFUL);
  }

  private void startProbe() {
    probeHangs = true;
    run.start(asker -> asker.ask("x"));
    run.await("the probe", () -> hits.get() == 2);
    assertThat(guard.state()).isEqualTo(State.HALF_OPEN);
  }

  private void startTurnedAway() {
    run.start(asker -> asker.ask("x"));
    awaitRefusal(1);
  }

  private void awaitRefusal(int number) {
    run.await("a refusal", () -> guard.turnedAway() == number);
    desk.await("its wait", PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED);
  }

  private void assertAnswered(Kind... ended) {
    assertThat(run.result(String.class)).isEqualTo("x");
    assertThat(guard.ended()).containsExactly(ended);
    assertThat(guard.state()).isEqualTo(State.CLOSED);
  }

  private String answer(String request) {
    int number = hits.incrementAndGet();
    if (number == 1) {
      guard.setWaits(!probeHangs);
      throw ApplicationFailure.newFailure("down", "HTTP_503");
    }
    if (number == 2 && probeHangs) {
      heartbeatUntilOver();
    }
    return request;
  }

  private void heartbeatUntilOver() {
    ActivityExecutionContext context = Activity.getExecutionContext();
    try {
      while (!over.await(20, TimeUnit.MILLISECONDS)) {
        context.heartbeat(null);
      }
    } catch (InterruptedException e) {
      throw Activity.wrap(e);
    }
  }

  /** Asks once. */
  @WorkflowInterface
  public interface Asker {

    /** Returns the answer. */
    @WorkflowMethod
    String ask(String request);
  }

  /** Asks by an activity whose attempts are not bounded. */
  public static final class AskerImpl implements Asker {
    private final Dependency dependency =
        Workflow.newActivityStub(
            Dependency.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(50))
                .setHeartbeatTimeout(Duration.ofSeconds(5))
                .setRetryOptions(
                    RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(10)).build())
                .build());

    @Override
    public String ask(String request) {
      return dependency.ask(request);
    }
  }
}
