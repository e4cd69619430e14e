// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.internal.Limits;
import io.github.temporalpatterns.saga.SagaCompensator.Step;
import io.github.temporalpatterns.saga.SagaCompensator.Steps;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** The steps of one saga ({@code nest} empty) or nested saga. */
final class DefaultSteps implements Steps {
  private static final int NAME_LENGTH = 200;

  /** A child workflow's id is made of it: a longer one than the server takes blocks the run. */
  private static final int PATH_BYTES = Limits.ID_BYTES - 200;

  private static final RetryOptions ONCE = RetryOptions.newBuilder().setMaximumAttempts(1).build();

  private final DefaultSagaCompensator saga;
  private final String nest;

  DefaultSteps(DefaultSagaCompensator saga, String nest) {
    this.saga = saga;
    this.nest = nest;
  }

  @Override
  public Step step(String name) {
    return saga.declare(new DefaultStep(saga, nest, path(name)));
  }

  @Override
  public <R> R nested(String name, Functions.Func1<Steps, R> block) {
    return nested(name, ONCE, block);
  }

  @Override
  public <R> R nested(String name, RetryOptions retry, Functions.Func1<Steps, R> block) {
    String path = path(name);
    if (retry.getMaximumAttempts() < 1) {
      throw RecordedCall.invalid(path, "retry: maximumAttempts must be at least 1, was 0", null);
    }
    RetryOptions intervals = RetryOptions.newBuilder(retry).validateBuildWithDefaults();
    for (int attempt = 1; ; attempt++) {
      String inner = saga.log().nest(path);
      ScopedBlock<R> scoped =
          ScopedBlock.attached(() -> block.apply(new DefaultSteps(saga, inner)));
      try {
        return scoped.run();
      } catch (TemporalFailure failure) {
        if (saga.undoesEverything()) {
          throw failure;
        }
        scoped.scope().cancel("nested saga undoes");
        if (!saga.undoInside(inner)) {
          throw SagaFailures.undoFailed(failure, saga.log());
        }
        if (attempt >= retry.getMaximumAttempts() || !retryable(failure, retry)) {
          throw failure;
        }
        Workflow.sleep(interval(intervals, attempt));
      }
    }
  }

  @Override
  public void pivot() {
    saga.pivot(nest);
  }

  private String path(String name) {
    if (name.isBlank() || name.length() > NAME_LENGTH) {
      throw RecordedCall.invalid(name, "name: must have 1 to 200 characters", null);
    }
    String path = nest.isEmpty() ? name : nest + "/" + name;
    if (path.getBytes(StandardCharsets.UTF_8).length > PATH_BYTES) {
      throw RecordedCall.invalid(
          name, "name: with its nests longer than " + PATH_BYTES + " bytes", null);
    }
    return path;
  }

  private static boolean retryable(TemporalFailure failure, RetryOptions retry) {
    Throwable root = failure;
    while (root != null && !(root instanceof ApplicationFailure)) {
      root = root.getCause();
    }
    if (!(root instanceof ApplicationFailure application)) {
      return true;
    }
    String[] never = retry.getDoNotRetry();
    return !application.isNonRetryable()
        && (never == null || !Arrays.asList(never).contains(application.getType()));
  }

  private static Duration interval(RetryOptions retry, int attempt) {
    double millis =
        (double) retry.getInitialInterval().toMillis()
            * Math.pow(retry.getBackoffCoefficient(), attempt - 1);
    Duration maximum = retry.getMaximumInterval();
    long bound = maximum != null ? maximum.toMillis() : Duration.ofDays(1).toMillis();
    return Duration.ofMillis(Math.round(Math.min(millis, (double) bound)));
  }
}
