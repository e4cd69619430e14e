// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.worker.Guard.Answer;
import io.github.temporalpatterns.breaker.worker.WorkerBreaker;
import io.github.temporalpatterns.breaker.worker.WorkerBreakerOptions;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.temporal.activity.ActivityInfo;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What a worker's breaker logs when it turns attempts away that somebody counts. */
@Timeout(60)
final class BoundedAttemptsTest {
  private static final String UNBOUNDED = "Weigh";
  private static final Rejection OPEN =
      new Rejection("carrier", State.OPEN, Duration.ofMillis(50), null);

  private final Logger log = (Logger) LoggerFactory.getLogger(WorkerBreaker.class.getPackageName());
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private final Map<String, Integer> turnedAway = new ConcurrentHashMap<>();

  @BeforeEach
  void listen() {
    logged.start();
    log.setLevel(Level.WARN);
    log.setAdditive(false); // nobody is to be alarmed by them
    log.addAppender(logged);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(logged);
    log.setAdditive(true);
    log.setLevel(null);
  }

  @Test
  void warnsOnceOfEachLocalActivityWhoseAttemptsAreBounded() {
    assertWarnedOnce(true);
  }

  /** The server in this process does not tell a worker how its attempts are bounded. */
  @Test
  @Tag("real-server-only")
  void warnsOnceOfEachActivityTypeWhoseAttemptsAreBounded() {
    assertWarnedOnce(false);
  }

  private void assertWarnedOnce(boolean local) {
    try (PatternEnv env = env()) {
      env.register(new Carriers());
      for (int run = 0; run < 2; run++) {
        env.scenario(Parcel.class).runVoid(parcel -> parcel.send(local));
      }
    }
    assertThat(turnedAway).containsOnlyKeys("Send", "Fetch", UNBOUNDED);
    assertThat(turnedAway.values()).allMatch(times -> times > 1);
    assertThat(logged.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "A breaker turned activity Send away. The server counts that as one of its 3 attempts:"
                + " bound it by a schedule-to-close timeout instead.",
            "A breaker turned activity Fetch away. The server counts that as one of its 2 attempts:"
                + " bound it by a schedule-to-close timeout instead.");
  }

  private PatternEnv env() {
    WorkerBreaker breaker =
        WorkerBreaker.create(
            WorkerBreakerOptions.newBuilder(ActivityInfo::getActivityType)
                .setGuards((type, rules) -> () -> answer(type))
                .build());
    return PatternEnv.open(
        PatternEnvOptions.newBuilder(ParcelImpl.class)
            .addWorkerInterceptor(breaker.interceptor())
            .build());
  }

  /** Turns all away, but the one that would come for ever only twice. */
  private Answer answer(String type) {
    if (type.equals(UNBOUNDED) && turnedAway.getOrDefault(type, 0) == 2) {
      return Answer.granted(call -> {});
    }
    turnedAway.merge(type, 1, Integer::sum);
    return Answer.rejected(OPEN);
  }

  /** What a carrier does. */
  @ActivityInterface
  public interface Carriage {

    /** Takes a parcel. */
    void send();

    /** Brings it. */
    void fetch();

    /** Weighs it. */
    void weigh();
  }

  private static final class Carriers implements Carriage {
    @Override
    public void send() {}

    @Override
    public void fetch() {}

    @Override
    public void weigh() {}
  }

  /** Tries everything. */
  @WorkflowInterface
  public interface Parcel {

    /** Calls with three attempts, with two and without a bound. */
    @WorkflowMethod
    void send(boolean local);
  }

  /** Tries everything. */
  public static final class ParcelImpl implements Parcel {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Override
    public void send(boolean local) {
      expectOpen(carriage(local, 3)::send);
      expectOpen(carriage(local, 2)::fetch);
      carriage(local, 0).weigh();
    }

    private static Carriage carriage(boolean local, int attempts) {
      RetryOptions retries = RetryOptions.newBuilder().setMaximumAttempts(attempts).build();
      return local
          ? Workflow.newLocalActivityStub(
              Carriage.class,
              LocalActivityOptions.newBuilder()
                  .setScheduleToCloseTimeout(LONG)
                  .setRetryOptions(retries)
                  .build())
          : Workflow.newActivityStub(
              Carriage.class,
              ActivityOptions.newBuilder()
                  .setScheduleToCloseTimeout(LONG)
                  .setRetryOptions(retries)
                  .build());
    }

    private static void expectOpen(Runnable call) {
      try {
        call.run();
      } catch (ActivityFailure failure) {
        if (FailureTypes.matches(failure, FailureTypes.BREAKER_OPEN)) {
          return;
        }
        throw failure;
      }
      throw new IllegalStateException("was permitted");
    }
  }
}
