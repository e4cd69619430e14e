// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Tries items as the retry options say. One for each unit. */
@RunsIn(ACTIVITY)
final class ItemTries {

  /** The batch was halted before the item had succeeded or failed. */
  static final class Halted extends Exception {
    private static final long serialVersionUID = 1;

    Halted() {
      super("halted", null, false, false);
    }
  }

  /** One try of one item. */
  @FunctionalInterface
  interface Try {
    void run() throws Exception;
  }

  private final RetryOptions options;
  private final Halt halt;
  private long retried;

  ItemTries(RetryOptions options, Halt halt) {
    this.options = options;
    this.halt = halt;
  }

  long retried() {
    return retried;
  }

  /**
   * Tries one item until it succeeds or has failed for good.
   *
   * @return null, or the failure that stands
   * @throws Halted if the batch was halted first
   */
  @Nullable Exception run(Try item) throws Halted {
    for (int attempt = 1; ; attempt++) {
      try {
        item.run();
        return null;
      } catch (Exception e) {
        if (halt.isNow()) {
          throw new Halted();
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
  static boolean isFinal(RetryOptions options, Exception failure) {
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
        throw new Halted();
      }
    } catch (InterruptedException e) {
      throw new Halted();
    }
  }

  /** The pause after an attempt, from 1. */
  static Duration delay(RetryOptions options, int attempt) {
    return Duration.ofMillis(options.calculateSleepTime(attempt));
  }
}
