// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.activity.Activity;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.failure.ApplicationFailure;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InterruptionsTest {

  @AfterEach
  void leavesNoFlag() {
    assertThat(Thread.interrupted()).isFalse();
  }

  static Stream<Exception> stops() {
    return Stream.of(
        new InterruptedException(),
        Activity.wrap(new InterruptedException()),
        new IllegalStateException(
            "called in vain", new ExecutionException(new InterruptedException())),
        ApplicationFailure.newNonRetryableFailureWithCause("x", "t", new InterruptedException()),
        new RuntimeException(new ClosedByInterruptException()),
        new RuntimeException(new ActivityCanceledException()),
        new ActivityWorkerShutdownException());
  }

  @ParameterizedTest
  @MethodSource("stops")
  void findsTheStopBelowWhateverItIsWrappedIn(Exception failure) {
    assertThat(Interruptions.stop(failure))
        .isInstanceOfAny(
            InterruptedException.class,
            ClosedByInterruptException.class,
            ActivityCanceledException.class,
            ActivityWorkerShutdownException.class);
  }

  static Stream<Exception> failures() {
    return Stream.of(
        new IllegalStateException("interrupted"),
        new SocketTimeoutException("read"),
        new InterruptedIOException("timeout"),
        ApplicationFailure.newFailure("elsewhere", InterruptedException.class.getName()),
        // a completion client says this of the activity that an item was to complete
        new ActivityNotExistsException("another", new RuntimeException()));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void leavesTheWorksOwnFailuresAlone(Exception failure) {
    assertThat(Interruptions.stop(failure)).isNull();
  }

  @Test
  void believesTheFlagWhereTheExceptionWasDropped() {
    IllegalStateException dropped = new IllegalStateException("interrupted");

    Thread.currentThread().interrupt();

    assertThat(Interruptions.stop(dropped))
        .isInstanceOf(InterruptedException.class)
        .hasCause(dropped);
  }

  @Test
  void believesTheHeartbeatWhereTheFlagIsGoneToo() {
    ActivityWorkerShutdownException shutdown = new ActivityWorkerShutdownException();
    Runnable refused =
        () -> {
          throw shutdown;
        };

    assertThat(Interruptions.stop(new IllegalStateException("interrupted"), refused))
        .isSameAs(shutdown);
    assertThat(Interruptions.stop(new IllegalStateException("declined"), () -> {})).isNull();
  }

  @Test
  void takesBackTheFlagWhateverItFinds() {
    Thread.currentThread().interrupt();
    assertThat(Interruptions.stop(new InterruptedException())).isNotNull();

    Thread.currentThread().interrupt();
    assertThat(
            Interruptions.stop(
                new IllegalStateException(),
                () -> {
                  throw new ActivityWorkerShutdownException();
                }))
        .isNotNull();
  }
}
