// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.Rejection;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.github.temporalpatterns.breaker.worker.GuardedShop.Misunderstood;
import io.github.temporalpatterns.breaker.worker.GuardedShop.Shop;
import io.temporal.activity.Activity;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.ActivityPausedException;
import io.temporal.client.ActivityResetException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the worker's breaker makes of each way in which the SDK ends an attempt. */
final class WorkerBreakerTest {
  private static final BreakerRules RULES =
      BreakerRules.newBuilder()
          .setConsecutiveFailures(2)
          .setOpenWait(Duration.ofSeconds(30))
          .build();

  private static WorkerBreakerOptions.Builder options() {
    return WorkerBreakerOptions.newBuilder(info -> "shop").setRules(RULES);
  }

  private static ApplicationFailure down() {
    return ApplicationFailure.newFailure("down", "HTTP_503");
  }

  private static void open(GuardedShop guarded) {
    guarded.serves(
        () -> {
          throw down();
        });
    assertThatThrownBy(guarded.shop::serve).hasStackTraceContaining("HTTP_503");
    assertThatThrownBy(guarded.shop::serveToo).hasStackTraceContaining("HTTP_503");
  }

  @Test
  void turnsAwayForAsLongAsItIsOpen() {
    try (GuardedShop guarded = new GuardedShop(options())) {
      open(guarded);
      guarded.pass(Duration.ofSeconds(10));

      Throwable thrown = catchThrowable(guarded.shop::serve);

      assertThat(guarded.served).isEqualTo(2);
      assertThat(Rejection.of(thrown))
          .isEqualTo(
              new Rejection(
                  "shop",
                  State.OPEN,
                  Duration.ofMillis(20_001),
                  "opened: 2 failures in a row, last HTTP_503"));
      assertThat(thrown.getCause())
          .isInstanceOfSatisfying(
              ApplicationFailure.class,
              failure -> {
                assertThat(failure.getType()).isEqualTo(FailureTypes.BREAKER_OPEN);
                assertThat(failure.isNonRetryable()).isFalse();
                assertThat(failure.getCategory()).isEqualTo(ApplicationErrorCategory.BENIGN);
                assertThat(failure.getNextRetryDelay())
                    .isBetween(Duration.ofMillis(20_001), Duration.ofMillis(24_001));
              });
      assertThat(guarded.breaker.status()).isEmpty(); // this guard has no such thing to show
    }
  }

  @Test
  void probesAndCloses() {
    try (GuardedShop guarded = new GuardedShop(options())) {
      open(guarded);
      guarded.pass(Duration.ofMillis(30_001));

      assertThat(guarded.serves(() -> "up").shop.serve()).isEqualTo("up");
      assertThat(guarded.shop.serve()).isEqualTo("up");
      assertThat(guarded.kinds())
          .containsExactly(Kind.FAILED, Kind.FAILED, Kind.SUCCESSFUL, Kind.SUCCESSFUL);
    }
  }

  /** What says nothing about the shop, however it came. */
  static Stream<Callable<Object>> silence() {
    return Stream.of(
        () -> {
          throw new ActivityCanceledException(Activity.getExecutionContext().getInfo());
        },
        () -> {
          throw new ActivityPausedException(Activity.getExecutionContext().getInfo());
        },
        () -> {
          throw new ActivityResetException(Activity.getExecutionContext().getInfo());
        },
        () -> {
          throw new ActivityWorkerShutdownException(Activity.getExecutionContext().getInfo());
        },
        () -> {
          throw new ActivityNotExistsException(new IllegalStateException("NOT_FOUND"));
        },
        () -> {
          throw new CanceledFailure("cancelled");
        },
        () -> {
          throw new InterruptedException();
        },
        () -> {
          throw new IllegalStateException("interrupted", new ClosedByInterruptException());
        },
        () -> {
          throw new DataConverterException("not JSON");
        },
        () -> {
          throw ApplicationFailure.newFailure("of a breaker inside", FailureTypes.BREAKER_OPEN);
        },
        () -> {
          throw new StackOverflowError();
        });
  }

  @ParameterizedTest
  @MethodSource("silence")
  void givesThePermitOfTheOnlyProbeBack(Callable<Object> end) {
    try (GuardedShop guarded = new GuardedShop(options())) {
      open(guarded);
      guarded.pass(Duration.ofMillis(30_001));
      assertThat(catchThrowable(guarded.serves(end).shop::serve)).isNotNull();
      assertThat(guarded.serves(() -> "probed").shop.serve()).isEqualTo("probed");

      assertThat(guarded.kinds())
          .containsExactly(Kind.FAILED, Kind.FAILED, Kind.IGNORED, Kind.SUCCESSFUL);
    }
  }

  @Test
  void countsAnAttemptThatTheServerHasTimedOut() {
    try (GuardedShop guarded = new GuardedShop(options())) {
      guarded.serves(
          () -> {
            guarded.pass(Duration.ofMillis(10_001));
            return "too late";
          });
      guarded.shop.serve();
      guarded.serves(
          () -> {
            guarded.pass(Duration.ofMillis(2_001)); // without a heartbeat
            Activity.getExecutionContext().heartbeat(null);
            throw new ActivityNotExistsException(new IllegalStateException("NOT_FOUND"));
          });
      assertThat(catchThrowable(guarded.shop::serve)).isNotNull();

      assertThat(guarded.ended())
          .extracting(Ended::kind, Ended::failure)
          .containsOnly(tuple(Kind.FAILED, "TimeoutFailure"));
      assertThat(guarded.ended().get(0).took()).isEqualTo(Duration.ofMillis(10_001));
    }
  }

  @Test
  void asksTheRulesAboutTimeoutsToo() {
    BreakerRules ignoring = RULES.toBuilder().setIgnoredFailures("TimeoutFailure").build();
    BreakerRules others = RULES.toBuilder().setRecordedFailures("HTTP_503").build();
    for (BreakerRules rules : List.of(ignoring, others)) {
      try (GuardedShop guarded = new GuardedShop(options().setRules(rules))) {
        guarded.serves(
            () -> {
              guarded.pass(Duration.ofMillis(10_001));
              return "too late";
            });
        guarded.shop.serve();

        assertThat(guarded.kinds())
            .containsExactly(rules == ignoring ? Kind.IGNORED : Kind.SUCCESSFUL);
      }
    }
  }

  @Test
  void namesFailuresAsWorkflowsSeeThemAndAsksTheRules() {
    BreakerRules rules =
        RULES.toBuilder()
            .setRecordedFailures("java.io.IOException", "BUSY")
            .setIgnoredFailures("SOLD_OUT")
            .build();
    try (GuardedShop guarded = new GuardedShop(options().setRules("shop", rules))) {
      for (Exception failure :
          List.of(
              new IOException("reset"),
              ApplicationFailure.newFailureWithCauseAndDelay(
                  "busy", "BUSY", null, Duration.ofSeconds(7)),
              ApplicationFailure.newNonRetryableFailure("none left", "SOLD_OUT"),
              new IllegalArgumentException("the shop answered"))) {
        guarded.serves(
            () -> {
              throw failure;
            });
        guarded.pass(Duration.ofMinutes(1));
        assertThat(catchThrowable(guarded.shop::serve)).isNotNull();
      }

      assertThat(guarded.kinds())
          .containsExactly(Kind.FAILED, Kind.FAILED, Kind.IGNORED, Kind.SUCCESSFUL);
      assertThat(guarded.ended().get(0).failure()).isEqualTo("java.io.IOException");
      assertThat(guarded.ended().get(0).thrown()).isExactlyInstanceOf(IOException.class);
      assertThat(guarded.ended().get(1).retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }
  }

  @Test
  void blamesNoDependencyForWhatCannotBeConverted() {
    try (GuardedShop guarded = new GuardedShop(options())) {
      Misunderstood stub = guarded.env().newActivityStub(Misunderstood.class, GuardedShop.CALLS);
      assertThatThrownBy(() -> stub.count("no number")).isInstanceOf(Exception.class);
      assertThat(guarded.served).isZero();
      assertThat(guarded.ended()).isEmpty();

      guarded.serves(Unwritable::new);
      assertThatThrownBy(guarded.shop::serve).isInstanceOf(Exception.class);
      assertThat(guarded.kinds()).containsExactly(Kind.SUCCESSFUL);
    }
  }

  @Test
  void guardsLocalActivitiesAndNotWhatHasNoName() {
    AtomicInteger asked = new AtomicInteger();
    var options =
        WorkerBreakerOptions.newBuilder(
                info -> {
                  asked.incrementAndGet();
                  return info.getActivityType().equals("Serve") ? "shop" : null;
                })
            .setFailedResult(result -> result.equals("sorry"));
    try (GuardedShop guarded = new GuardedShop(options)) {
      Shop local =
          guarded
              .env()
              .newLocalActivityStub(
                  Shop.class,
                  LocalActivityOptions.newBuilder()
                      .setScheduleToCloseTimeout(Duration.ofSeconds(9))
                      .build(),
                  Map.of());
      assertThat(guarded.serves(() -> "sorry").shop.serveToo()).isEqualTo("sorry");
      assertThat(guarded.ended()).isEmpty();
      assertThat(local.serve()).isEqualTo("sorry");
      assertThat(guarded.kinds()).containsExactly(Kind.FAILED);
      assertThat(asked).hasPositiveValue();
      guarded.serves(
          () -> {
            throw down();
          });
      for (int i = 0; i < 9; i++) {
        assertThatThrownBy(local::serve).hasStackTraceContaining("HTTP_503");
      }
      assertThatThrownBy(local::serve).hasStackTraceContaining(FailureTypes.BREAKER_OPEN);
      assertThat(guarded.served).isEqualTo(11);
    }
  }

  @Test
  void forgetsNoPermitOfAnAttemptThatIsCompletedElsewhere() {
    try (GuardedShop guarded = new GuardedShop(options())) {
      open(guarded);
      guarded.pass(Duration.ofMillis(30_001));
      guarded.serves(
          () -> {
            Activity.getExecutionContext().doNotCompleteOnReturn();
            return "later";
          });
      assertThat(catchThrowable(guarded.shop::serve)).isNotNull();
      assertThat(guarded.kinds()).hasSize(2);
      guarded.pass(Duration.ofSeconds(9));
      assertThat(Rejection.of(catchThrowable(guarded.shop::serve)))
          .satisfies(
              rejection -> {
                assertThat(Objects.requireNonNull(rejection).state()).isEqualTo(State.HALF_OPEN);
                assertThat(rejection.remainingWait()).isNull();
              });
      guarded.pass(Duration.ofSeconds(1)); // which makes it the start-to-close timeout
      assertThat(guarded.serves(() -> "probed").shop.serve()).isEqualTo("probed");

      assertThat(guarded.kinds())
          .containsExactly(Kind.FAILED, Kind.FAILED, Kind.IGNORED, Kind.SUCCESSFUL);
    }
  }

  @Test
  void keepsABoundNumberOfDependencies() {
    AtomicInteger names = new AtomicInteger();
    var options = WorkerBreakerOptions.newBuilder(info -> "shop " + names.incrementAndGet());
    try (GuardedShop guarded = new GuardedShop(options)) {
      // Each call is asked for its name by each of the two interceptors, or by one of them.
      while (guarded.ended().size() == guarded.served && guarded.served < 2_000) {
        guarded.shop.serve();
      }
      assertThat(guarded.ended()).hasSize(1_000);
    }
  }

  @Test
  void showsWhatItsOwnMachineKnows() {
    Guard guard = Guard.of("shop", RULES);
    Objects.requireNonNull(guard.ask().pass())
        .end(new Ended(Kind.FAILED, Duration.ZERO, "HTTP_503", null, null));

    assertThat(guard.status())
        .extracting(Status::name, Status::state, Status::failed)
        .containsExactly("shop", State.CLOSED, 1);
  }

  /** Refers to itself, as no JSON can. */
  @SuppressWarnings("unused")
  private static final class Unwritable {
    final Unwritable self = this;
  }
}
