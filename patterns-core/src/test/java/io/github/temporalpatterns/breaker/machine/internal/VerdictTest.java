// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.TimeoutFailureInfo;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the failure of a call says about its callee, in a worker and in a workflow. */
final class VerdictTest {
  private static final BreakerRules RULES = BreakerRules.newBuilder().build();
  private static final RetryState RETRY = RetryState.RETRY_STATE_UNSPECIFIED;

  @Test
  void anInterruptionIsTheWorkersStop() {
    List<Exception> stops =
        List.of(
            new InterruptedException(),
            new ClosedByInterruptException(),
            new IllegalStateException("stopped", new InterruptedException()),
            ApplicationFailure.newFailureWithCause(
                "stopped", "E_IO", new IOException(new ClosedByInterruptException())));
    for (Exception stop : stops) {
      assertThat(kind(stop)).as("in the worker: %s", stop).isEqualTo(Kind.IGNORED);
      assertThat(kind(inActivity(stop))).as("in a workflow: %s", stop).isEqualTo(Kind.IGNORED);
    }
  }

  /** HTTP clients throw it at their own timeouts, too. */
  @Test
  void anInterruptedReadMayBeATimeout() {
    assertThat(kind(inActivity(new InterruptedIOException("timeout")))).isEqualTo(Kind.FAILED);
  }

  @Test
  void onlyTheFailureThatEndedTheCallDecides() {
    Exception timeout =
        DefaultDataConverter.STANDARD_INSTANCE.failureToException(
            Failure.newBuilder()
                .setTimeoutFailureInfo(TimeoutFailureInfo.getDefaultInstance())
                .setCause(failure(new InterruptedException()))
                .build());
    var ofChild =
        new ChildWorkflowFailure(
            5,
            6,
            "Order",
            WorkflowExecution.getDefaultInstance(),
            "default",
            RETRY,
            inActivity(ApplicationFailure.newFailure("down", "E_DOWN")));

    assertThat(Verdict.of(RULES, inActivity(timeout)))
        .isEqualTo(new Verdict(Kind.FAILED, "TimeoutFailure", 0));
    assertThat(Verdict.of(RULES, ofChild)).isEqualTo(new Verdict(Kind.FAILED, "E_DOWN", 0));
    assertThat(kind(inActivity(new CanceledFailure("cancelled")))).isEqualTo(Kind.IGNORED);
  }

  @Test
  void takesAYearForALongerDelay() {
    ApplicationFailure busy =
        ApplicationFailure.newBuilder()
            .setType("BUSY")
            .setNextRetryDelay(Duration.ofSeconds(Long.MAX_VALUE))
            .build();

    assertThat(Verdict.of(RULES, busy))
        .isEqualTo(new Verdict(Kind.FAILED, "BUSY", Duration.ofDays(365).toMillis()));
  }

  private static Kind kind(Exception failure) {
    return Verdict.of(RULES, failure).kind();
  }

  /** As a workflow gets it from the server. */
  private static ActivityFailure inActivity(Exception failure) {
    return new ActivityFailure(
        "failed",
        5,
        6,
        "charge",
        "1",
        RETRY,
        "worker",
        DefaultDataConverter.STANDARD_INSTANCE.failureToException(failure(failure)));
  }

  private static Failure failure(Exception failure) {
    return DefaultDataConverter.STANDARD_INSTANCE.exceptionToFailure(failure);
  }
}
