// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.activity;

import io.github.temporalpatterns.testing.PatternEnv;
import java.lang.invoke.MethodType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one activity, as a worker of the {@link PatternEnv} saw it.
 *
 * @param activityType the activity type's name
 * @param workflowId the workflow that scheduled the activity
 * @param runId the run of that workflow
 * @param activityId the activity's id within its run
 * @param attempt 1 for the first attempt of the activity
 * @param arguments the decoded arguments; unmodifiable, may contain null
 * @param outcome how the attempt ended
 * @param failureType for a failed attempt, the type of its application failure or the class name of
 *     its exception; otherwise null
 * @param started the server's time when the attempt started; virtual where time is skipped
 * @param ended the server's time when the attempt ended; null while it runs
 */
public record Attempt(
    String activityType,
    String workflowId,
    String runId,
    String activityId,
    int attempt,
    List<@Nullable Object> arguments,
    Outcome outcome,
    @Nullable String failureType,
    Instant started,
    @Nullable Instant ended) {

  /**
   * Returns one argument by its type.
   *
   * @param position 0 for the first
   * @param type what it is
   * @param <T> that type
   * @return the argument
   * @throws ClassCastException if it is of another type
   */
  public <T> @Nullable T argument(int position, Class<T> type) {
    return wrapped(type).cast(arguments.get(position));
  }

  @SuppressWarnings("unchecked") // int and Integer are one type of values
  private static <T> Class<T> wrapped(Class<T> type) {
    return (Class<T>) MethodType.methodType(type).wrap().returnType();
  }

  /** How an attempt ended. */
  public enum Outcome {
    /** It still runs, or its worker died with it. */
    RUNNING,
    /** It returned a result in time. */
    COMPLETED,
    /** It threw an exception in time. */
    FAILED,
    /** It ended because it was cancelled. */
    CANCELED,
    /** It ended after the server had given up the attempt, so the workflow never saw its result. */
    TIMED_OUT
  }
}
