// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.time;

import io.github.temporalpatterns.testing.internal.time.ServerTime.Interest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets time pass, under the watchdog, while the test's own thread is blocked in a call of the
 * client.
 */
public final class ClientWaits {
  /** A busy machine may need seconds; time that went on sooner would leap over the next timer. */
  private static final int MOST_SECONDS_OF_AN_ANSWER = 5;

  /** What a client does in a call. */
  @FunctionalInterface
  interface Call {
    @Nullable Object run() throws Throwable;
  }

  private final GuardedTime clock;
  private final Duration atMost;
  private final Function<String, WorkflowExecutionStatus> status;
  private final Predicate<String> answered;
  private final ThreadLocal<Boolean> watched = ThreadLocal.withInitial(() -> false);

  public ClientWaits(
      GuardedTime clock,
      Duration atMost,
      Function<String, WorkflowExecutionStatus> status,
      Predicate<String> answered) {
    this.clock = clock;
    this.atMost = atMost;
    this.status = status;
    this.answered = answered;
  }

  /**
   * Makes a call and lets time pass until it ends.
   *
   * @param ending whether the server has, or is about to get, what ends the call: then time stands
   */
  <T extends @Nullable Object> T during(
      String what, Interest interest, BooleanSupplier ending, Supplier<T> call) {
    Thread caller = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    BooleanSupplier over =
        () ->
            ended.getCount() == 0 || (clock.mayOvershoot() && ending.getAsBoolean() && soon(ended));
    CompletableFuture<Void> passing =
        CompletableFuture.runAsync(
            () -> {
              boolean passed = false;
              try {
                clock.pass(what, interest, over, atMost);
                passed = true;
              } finally {
                if (!passed) {
                  caller.interrupt();
                }
              }
            },
            Waits::startThread);
    boolean before = watched.get();
    watched.set(true);
    try {
      return call.get();
    } finally {
      watched.set(before);
      ended.countDown();
      finish(passing);
    }
  }

  /** Makes a call for which no time needs to pass, and ends it once waiting is in vain. */
  @Nullable Object bounded(String what, Call call) throws Throwable {
    if (watched.get()) {
      return call.run();
    }
    Thread caller = Thread.currentThread();
    BoundedCall bounded = BoundedCall.begin(() -> clock.check(what), why -> caller.interrupt());
    watched.set(true);
    try {
      return call.run();
    } finally {
      watched.set(false);
      AssertionError why = bounded.over();
      if (why != null) {
        throwInstead(why);
      }
    }
  }

  /** Ends a result that nobody may be waiting for yet, once waiting is in vain. */
  <T extends @Nullable Object> CompletableFuture<T> bounded(
      String what, CompletableFuture<T> result) {
    if (watched.get()) {
      return result;
    }
    CompletableFuture<T> copy = result.copy();
    BoundedCall bounded = BoundedCall.begin(() -> clock.check(what), copy::completeExceptionally);
    return copy.whenComplete((value, failure) -> bounded.over());
  }

  private static void throwInstead(AssertionError why) {
    Thread.interrupted();
    why.setStackTrace(new Throwable().getStackTrace());
    throw why;
  }

  /** Throws what made waiting useless, as if the blocked thread had found out itself. */
  private static void finish(CompletableFuture<Void> passing) {
    try {
      passing.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof AssertionError failure) {
        throwInstead(failure);
      }
      Thread.interrupted();
      throw e;
    }
  }

  boolean isClosed(String workflowId) {
    try {
      return switch (status.apply(workflowId)) {
        case WORKFLOW_EXECUTION_STATUS_RUNNING, WORKFLOW_EXECUTION_STATUS_PAUSED -> false;
        default -> true;
      };
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return true;
      }
      throw e;
    }
  }

  boolean isAnswered(String updateId) {
    return answered.test(updateId);
  }

  /** The answer may still get lost on its way to the server; then time must go on. */
  private static boolean soon(CountDownLatch ended) {
    try {
      return ended.await(MOST_SECONDS_OF_AN_ANSWER, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
