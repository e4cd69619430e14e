// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.internal.Failures;
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
  private final StepRegistry registry;
  private final String nest;

  DefaultSteps(DefaultSagaCompensator saga, StepRegistry registry, String nest) {
    this.saga = saga;
    this.registry = registry;
    this.nest = nest;
  }

  @Override
  public Step step(String name) {
    return registry.declare(nest, path(name));
  }

  @Override
  public <R> R nested(String name, Functions.Func1<Steps, R> block) {
    return nested(name, ONCE, block);
  }

  @Override
  public <R> R nested(String name, RetryOptions retry, Functions.Func1<Steps, R> block) {
    String path = path(name);
    Checks.atLeast("nested saga '" + path + "', maximumAttempts", retry.getMaximumAttempts(), 1);
    RetryOptions intervals = RetryOptions.newBuilder(retry).validateBuildWithDefaults();
    for (int attempt = 1; ; attempt++) {
      String inner = saga.log().nest(path);
      ScopedBlock<R> scoped =
          ScopedBlock.attached(() -> block.apply(new DefaultSteps(saga, registry, inner)));
      try {
        return scoped.run();
      } catch (RuntimeException failure) {
        if (!saga.compensates(failure) || saga.undoesEverything()) {
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
  public void dropUndo(String step) {
    String what = "dropUndo of '" + step + "'";
    registry.requireRunning(what, nest);
    registry.earlier(what, nest, step).dropUndo();
  }

  @Override
  public void pivot() {
    saga.pivot(nest);
  }

  private String path(String name) {
    if (name.isBlank() || name.length() > NAME_LENGTH) {
      throw SagaFailures.invalidStep("step name '" + name + "' must have 1 to 200 characters");
    }
    String path = nest.isEmpty() ? name : nest + "/" + name;
    if (path.getBytes(StandardCharsets.UTF_8).length > PATH_BYTES) {
      throw SagaFailures.invalidStep(
          "step name '%s' with its nests is longer than %d bytes".formatted(name, PATH_BYTES));
    }
    return path;
  }

  /** An error of the program, and what says of itself that it is final, would only come again. */
  private static boolean retryable(RuntimeException failure, RetryOptions retry) {
    if (!(Failures.root(failure) instanceof ApplicationFailure application)) {
      return failure instanceof TemporalFailure;
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
