// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Item;
import io.github.temporalpatterns.testing.batch.ScriptedBatch.Plan;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A batch on a server. From its second item on, the first attempt's items wait until a heartbeat
 * tells that the attempt is over, or their thread is interrupted.
 */
final class ServerLab implements AutoCloseable {
  private final PatternEnv env;
  private final CountDownLatch waiting = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicInteger attempts = new AtomicInteger();
  private final Map<Long, Integer> effects = Collections.synchronizedMap(new LinkedHashMap<>());

  ServerLab(Function<Item, ScriptedBatch> batches, PatternEnvOptions.Builder options) {
    env = PatternEnv.open(options.addWorkerInterceptor(new StopWatch()).build());
    env.worker().registerWorkflowFactory(ScriptedBatchWorkflow.class, BatchRelay::new);
    env.register(batches.apply(this::item));
  }

  PatternEnv env() {
    return env;
  }

  Scenario<ScriptedBatchWorkflow> start(Plan plan) {
    return env.scenario(ScriptedBatchWorkflow.class).start(batch -> batch.process(plan));
  }

  /** Waits until the first attempt has done an item and waits in the next. */
  void awaitHalfWay() {
    env.await("an item that waits", () -> waiting.getCount() == 0);
  }

  /** How often each item was done. */
  Map<Long, Integer> effects() {
    return effects;
  }

  private void item(long position) throws InterruptedException {
    if (attempts.get() == 1 && position > 0) {
      waiting.countDown();
      stopped.await();
    }
    effects.merge(position, 1, Integer::sum);
  }

  @Override
  public void close() {
    stopped.countDown();
    env.close();
  }

  /** Sees when a heartbeat is answered by the end of the attempt. */
  private final class StopWatch extends WorkerInterceptorBase {
    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
      return new ActivityInboundCallsInterceptorBase(next) {
        @Override
        public void init(ActivityExecutionContext context) {
          attempts.incrementAndGet();
          super.init(new Watched(context));
        }
      };
    }
  }

  private final class Watched extends ActivityExecutionContextBase {
    Watched(ActivityExecutionContext next) {
      super(next);
    }

    @Override
    public <V> void heartbeat(V details) throws ActivityCompletionException {
      try {
        super.heartbeat(details);
      } catch (ActivityCompletionException e) {
        stopped.countDown();
        throw e;
      }
    }
  }
}
