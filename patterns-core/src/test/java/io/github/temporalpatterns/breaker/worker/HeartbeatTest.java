// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.worker.Guard.Answer;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInterface;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Heartbeats that fail by themselves, as those of a worker that shuts down may. */
final class HeartbeatTest {
  private final List<Kind> ended = new CopyOnWriteArrayList<>();

  @Test
  void blamesNoDependencyForAHeartbeat() {
    assertThatThrownBy(() -> call(() -> Activity.getExecutionContext().heartbeat(null)))
        .hasStackTraceContaining("shut down");
    assertThatThrownBy(() -> call(HeartbeatTest::wrapped)).hasStackTraceContaining("shut down");
    assertThat(ended).containsExactly(Kind.IGNORED, Kind.IGNORED);
  }

  @Test
  void blamesItForTheSameFromElsewhere() {
    assertThatThrownBy(
            () ->
                call(
                    () -> {
                      throw new RejectedExecutionException("too busy");
                    }))
        .hasStackTraceContaining("too busy");
    assertThat(ended).containsExactly(Kind.FAILED);
  }

  private static void wrapped() {
    try {
      Activity.getExecutionContext().heartbeat(null);
    } catch (RuntimeException e) {
      throw new IllegalStateException("stopped", e);
    }
  }

  private void call(Runnable work) {
    WorkerBreaker breaker =
        WorkerBreaker.create(
            WorkerBreakerOptions.newBuilder(info -> "service")
                .setGuards((name, rules) -> () -> Answer.granted(call -> ended.add(call.kind())))
                .build());
    TestActivityEnvironment env =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(breaker.interceptor(), new Failing())
                        .build())
                .build());
    try {
      env.registerActivitiesImplementations((Work) work::run);
      env.newActivityStub(Work.class, GuardedShop.CALLS).work();
    } finally {
      env.close();
    }
  }

  /** Does what the test says. */
  @ActivityInterface
  public interface Work {

    /** Does it. */
    void work();
  }

  /** In place of the SDK's context. */
  private static final class Failing extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
      return new ActivityInboundCallsInterceptorBase(next) {
        @Override
        public void init(ActivityExecutionContext context) {
          super.init(
              new ActivityExecutionContextBase(context) {
                @Override
                public <V> void heartbeat(V details) {
                  throw new RejectedExecutionException("shut down");
                }
              });
        }
      };
    }
  }
}
