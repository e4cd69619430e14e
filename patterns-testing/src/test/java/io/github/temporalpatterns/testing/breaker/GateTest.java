// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.worker.WorkerBreaker;
import io.github.temporalpatterns.breaker.worker.WorkerBreakerOptions;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker behind a gate on a server that has more tasks for it than it may take. */
@Tag("real-server-only")
@Timeout(60)
final class GateTest {
  private static final int PROBES = 2;
  private static final int CALLS = 6;

  /** Each of a worker's five pollers has looked several times, and would have got a task. */
  private static final int MANY_LOOKS = 25;

  private final WatchedGuard guard =
      new WatchedGuard(
          WatchedGuard.rules().setProbes(PROBES).setSuccessesToClose(PROBES + 1).build());
  private final WorkerBreaker breaker =
      WorkerBreaker.create(
          WorkerBreakerOptions.newBuilder(info -> "service")
              .setGuards((name, rules) -> guard)
              .build());
  private final AtomicInteger probes = new AtomicInteger();
  private final Semaphore answers = new Semaphore(0);
  private final PatternEnv env =
      PatternEnv.open(
          PatternEnvOptions.newBuilder(CrowdImpl.class)
              .setTime(PatternEnvOptions.Time.REAL)
              .addWorkerInterceptor(breaker.interceptor())
              .build());
  private final WorkerFactory gated =
      WorkerFactory.newInstance(
          env.client(), WorkerFactoryOptions.newBuilder().setPlugins(breaker.plugin()).build());

  @AfterEach
  void close() {
    answers.release(CALLS);
    gated.shutdownNow();
    env.close();
  }

  @Test
  void takesNoTaskWhileOpenAndOneForEachProbeWhileHalfOpen() {
    open();
    String queue = startGated();
    Scenario<Crowd> crowd = env.scenario(Crowd.class).start(c -> c.ask(queue, CALLS));
    awaitLooks();
    crowd.stub().mark("the wait is over");
    guard.setWaits(false);
    env.await("the probes", () -> probes.get() == PROBES);
    assertThat(guard.state()).isEqualTo(State.HALF_OPEN);
    awaitLooks();
    crowd.stub().mark("the service answers");
    answers.release(CALLS);

    crowd.result(Void.class);
    assertThat(marksAndStarts(crowd))
        .containsExactly(
            "the wait is over",
            "attempt 1",
            "attempt 1",
            "the service answers",
            "attempt 1",
            "attempt 1",
            "attempt 1",
            "attempt 1");
    assertThat(guard.turnedAway()).isZero();
    assertThat(guard.state()).isEqualTo(State.CLOSED);
  }

  @Test
  void takesTheNextTaskWhenAProbeHasEndedAndAnotherIsUnderWay() {
    open();
    guard.setWaits(false);
    String queue = startGated();
    Scenario<Crowd> crowd = env.scenario(Crowd.class).start(c -> c.ask(queue, PROBES + 1));
    env.await("the probes", () -> probes.get() == PROBES);
    answers.release();
    env.await("the next probe", () -> probes.get() == PROBES + 1);
    answers.release(PROBES);

    crowd.result(Void.class);
    assertThat(guard.turnedAway()).isZero();
    assertThat(guard.state()).isEqualTo(State.CLOSED);
  }

  /** By a call on a worker without a gate, so that no poll of the gated one is under way then. */
  private void open() {
    env.register(
        (Dependency)
            request -> {
              guard.setWaits(true);
              throw ApplicationFailure.newNonRetryableFailure("down", "HTTP_503");
            });
    String queue = env.worker().taskQueue();
    assertThat(env.scenario(Crowd.class).start(c -> c.ask(queue, 1)).end())
        .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_FAILED);
    assertThat(guard.ended()).containsExactly(Kind.FAILED);
  }

  private String startGated() {
    String queue = "gated-" + UUID.randomUUID();
    WorkerOptions options =
        WorkerOptions.newBuilder()
            .setWorkerTuner(
                new CompositeTuner(
                    new FixedSizeSlotSupplier<>(10),
                    breaker.gate("service", new FixedSizeSlotSupplier<>(10)),
                    new FixedSizeSlotSupplier<>(10),
                    new FixedSizeSlotSupplier<>(10)))
            .build();
    gated.newWorker(queue, options).registerActivitiesImplementations((Dependency) this::answer);
    gated.start();
    return queue;
  }

  private String answer(String request) {
    probes.incrementAndGet();
    try {
      answers.acquire();
    } catch (InterruptedException e) {
      throw Activity.wrap(e);
    }
    return request;
  }

  private void awaitLooks() {
    int enough = guard.looks() + MANY_LOOKS;
    env.await("the gate to be looked at", () -> guard.looks() >= enough);
  }

  /** In the order of the server's time: a start is only recorded when its attempt has ended. */
  private static List<String> marksAndStarts(Scenario<Crowd> crowd) {
    return crowd.history().getEvents().stream()
        .sorted(Comparator.comparing(GateTest::nanos))
        .flatMap(GateTest::markOrStart)
        .toList();
  }

  private static long nanos(HistoryEvent event) {
    return Timestamps.toNanos(event.getEventTime());
  }

  private static Stream<String> markOrStart(HistoryEvent event) {
    if (event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED) {
      return Stream.of(mark(event));
    }
    return event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_STARTED
        ? Stream.of("attempt " + event.getActivityTaskStartedEventAttributes().getAttempt())
        : Stream.empty();
  }

  private static String mark(HistoryEvent event) {
    return DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
        event.getWorkflowExecutionSignaledEventAttributes().getInput().getPayloads(0),
        String.class,
        String.class);
  }

  /** Makes several calls at once. */
  @WorkflowInterface
  public interface Crowd {

    /** Waits for all calls, to activities of a task queue. */
    @WorkflowMethod
    void ask(String queue, int calls);

    /** Leaves a mark in the history. */
    @SignalMethod
    void mark(String text);
  }

  /** Makes several calls at once. */
  public static final class CrowdImpl implements Crowd {

    @Override
    public void ask(String queue, int calls) {
      Dependency dependency =
          Workflow.newActivityStub(
              Dependency.class,
              ActivityOptions.newBuilder()
                  .setTaskQueue(queue)
                  .setStartToCloseTimeout(Duration.ofSeconds(50))
                  .build());
      IntStream.range(0, calls)
          .mapToObj(i -> Async.function(dependency::ask, "call " + i))
          .toList()
          .forEach(Promise::get);
    }

    @Override
    public void mark(String text) {
      // What counts is the event.
    }
  }
}
