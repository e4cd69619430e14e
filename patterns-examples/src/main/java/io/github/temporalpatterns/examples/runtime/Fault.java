// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.runtime;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** What can go wrong between a workflow and a participant. All but one heal by retrying. */
public enum Fault {
  /** The first two attempts fail before they act. */
  ERROR {
    @Override
    <T> T around(ActivityExecutionContext context, Supplier<T> attempt) {
      if (context.getInfo().getAttempt() <= 2) {
        throw failure("not reached");
      }
      return attempt.get();
    }
  },

  /** The first attempt acts, then fails before it has answered. */
  CRASH_AFTER {
    @Override
    <T> T around(ActivityExecutionContext context, Supplier<T> attempt) {
      T answer = attempt.get();
      if (context.getInfo().getAttempt() == 1) {
        throw failure("crashed before the answer");
      }
      return answer;
    }
  },

  /** The first attempt acts, and its answer never arrives. */
  TIMEOUT {
    @Override
    <T> T around(ActivityExecutionContext context, Supplier<T> attempt) {
      T answer = attempt.get();
      if (context.getInfo().getAttempt() == 1) {
        context.doNotCompleteOnReturn();
      }
      return answer;
    }
  },

  /** Every attempt takes half a second longer. */
  SLOW {
    @Override
    <T> T around(ActivityExecutionContext context, Supplier<T> attempt) {
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      return attempt.get();
    }
  },

  /** Every attempt fails before it acts, and says that retrying is no use. */
  PERMANENT {
    @Override
    <T> T around(ActivityExecutionContext context, Supplier<T> attempt) {
      throw ApplicationFailure.newNonRetryableFailure("gone for good", TYPE);
    }
  };

  /** The type of the failures that faults throw. */
  static final String TYPE = "INJECTED_FAULT";

  abstract <T> T around(ActivityExecutionContext context, Supplier<T> attempt);

  private static ApplicationFailure failure(String message) {
    return ApplicationFailure.newFailure(message, TYPE);
  }

  /** {@return the name on the command line} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
