// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import io.github.temporalpatterns.internal.Encoded;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs attempts of one activity on this machine, as a worker does, but each with a fate of its own.
 *
 * @param <A> the activity interface
 */
final class SimulatedServer<A> implements AutoCloseable {

  /** A thread that an attempt makes belongs to the attempt, even when another one has begun. */
  private static final InheritableThreadLocal<@Nullable SimulatedAttempt> MINE =
      new InheritableThreadLocal<>();

  /**
   * How an attempt ended.
   *
   * @param result what it returned, or null
   * @param failure what it threw, or null
   */
  record End<R>(@Nullable R result, @Nullable Exception failure) {

    /** The type of the application failure that the server got; empty if it got none. */
    String failureType() {
      ApplicationFailure application = application();
      return application == null ? "" : application.getType();
    }

    /** Whether the server would not try again. */
    boolean isFinal() {
      ApplicationFailure application = application();
      return isCanceled() || (application != null && application.isNonRetryable());
    }

    boolean isCanceled() {
      return failure != null
          && (failure instanceof CanceledFailure || failure.getCause() instanceof CanceledFailure);
    }

    private @Nullable ApplicationFailure application() {
      Throwable cause = failure instanceof ActivityFailure ? failure.getCause() : failure;
      return cause instanceof ApplicationFailure application ? application : null;
    }
  }

  private final TestActivityEnvironment environment;
  private final Class<A> type;
  private final RunConverter converter;
  private volatile @Nullable A target;
  private volatile @Nullable SimulatedAttempt current;

  SimulatedServer(Class<A> type, WorkflowClientOptions client) {
    this.type = type;
    this.converter = RunConverter.of(client.getDataConverter());
    environment =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(client)
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new Worker()).build())
                .build());
    environment.registerActivitiesImplementations(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Makes an attempt that a strike is in store for, and that finds what others recorded. */
  SimulatedAttempt newAttempt(@Nullable Strike strike, int sentEvery, @Nullable Encoded recorded) {
    return new SimulatedAttempt(converter, strike, sentEvery, recorded);
  }

  /** Runs one attempt to its end. */
  <R> End<R> attempt(
      A implementation, SimulatedAttempt attempt, Duration heartbeatTimeout, Function<A, R> call) {
    target = implementation;
    current = attempt;
    A stub =
        environment.newActivityStub(
            type,
            ActivityOptions.newBuilder()
                .setScheduleToCloseTimeout(Duration.ofHours(1))
                .setHeartbeatTimeout(heartbeatTimeout)
                .build());
    try {
      return new End<>(call.apply(stub), null);
    } catch (RuntimeException e) {
      return new End<>(null, e);
    } finally {
      attempt.end();
    }
  }

  /** The attempt that the calling thread belongs to. */
  SimulatedAttempt mine() {
    SimulatedAttempt attempt = MINE.get() == null ? current : MINE.get();
    if (attempt == null) {
      throw new IllegalStateException("no attempt runs");
    }
    return attempt;
  }

  @Override
  public void close() {
    environment.close();
  }

  private final class Worker extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
      return new ActivityInboundCallsInterceptorBase(next) {
        @Override
        public void init(ActivityExecutionContext context) {
          SimulatedAttempt attempt = Objects.requireNonNull(current);
          attempt.begin(context);
          MINE.set(attempt);
          super.init(new SimulatedAttempt.Context(context, attempt));
        }
      };
    }
  }
}
