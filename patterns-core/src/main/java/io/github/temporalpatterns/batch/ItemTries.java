// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Failures;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tries items as the retry options say. One for each unit. */
@RunsIn(ACTIVITY)
final class ItemTries {

  /** The attempt ends before the item has succeeded or failed. */
  static final class Halted extends Exception {
    private static final long serialVersionUID = 1;

    /** By what the item was told to stop; null if the batch knows. */
    Halted(@Nullable Exception cause) {
      super("halted", cause, false, false);
    }
  }

  /** One try of one item. */
  @FunctionalInterface
  interface Try {
    void run() throws Exception;
  }

  private final RetryOptions options;
  private final Halt halt;
  private final Heart heart;
  private long retried;

  ItemTries(RetryOptions options, Halt halt, Heart heart) {
    this.options = options;
    this.halt = halt;
    this.heart = heart;
  }

  long retried() {
    return retried;
  }

  /**
   * Tries one item until it succeeds or has failed for good.
   *
   * @return null, or the failure that stands
   * @throws Halted if the batch was halted first, or what failed was told to stop
   */
  @Nullable Exception run(Try item) throws Halted {
    for (int attempt = 1; ; attempt++) {
      try {
        item.run();
        return null;
      } catch (Exception e) {
        Exception stop = heart.stop(e);
        if (stop != null) {
          throw new Halted(stop);
        }
        if (attempt >= options.getMaximumAttempts() || isFinal(options, e)) {
          return e;
        }
      }
      pause(delay(options, attempt));
      retried++;
    }
  }

  /** Whether nothing is gained by trying again. */
  static boolean isFinal(RetryOptions options, Exception thrown) {
    Throwable failure = Failures.unwrapped(thrown);
    String type = failure.getClass().getName();
    if (failure instanceof ApplicationFailure application) {
      if (application.isNonRetryable()) {
        return true;
      }
      type = application.getType();
    }
    String[] doNotRetry = options.getDoNotRetry();
    return doNotRetry != null && Arrays.asList(doNotRetry).contains(type);
  }

  private void pause(Duration time) throws Halted {
    try {
      if (!halt.pause(time)) {
        throw new Halted(null);
      }
    } catch (InterruptedException e) {
      throw new Halted(e);
    }
  }

  /** The pause after an attempt, from 1. */
  static Duration delay(RetryOptions options, int attempt) {
    return Duration.ofMillis(options.calculateSleepTime(attempt));
  }
}
