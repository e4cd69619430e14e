// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.internal.replay.StrictReplay;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes workers with options that suit tests. The one class that knows the SDK's experimental
 * shutdown interval.
 */
final class WorkerFactories {
  /** How often a closing worker looks whether it is done: the SDK's 250 ms are most of a test. */
  private static final Duration SHUTDOWN_CHECK = Duration.ofMillis(1);

  /** Heartbeats are throttled in real time; unthrottled, a cancellation arrives at once. */
  private static final Duration HEARTBEAT_THROTTLE = Duration.ofMillis(10);

  /** A busy test machine may stop a thread for longer than the SDK's one second. */
  private static final long DEADLOCK_MILLIS = 10_000;

  private final WorkflowClient client;
  private final PatternEnvOptions options;
  private final RunRecorder recorder;
  private final List<WorkerInterceptor> interceptors;

  WorkerFactories(WorkflowClient client, PatternEnvOptions options, RunRecorder recorder) {
    this.client = client;
    this.options = options;
    this.recorder = recorder;
    this.interceptors = new ArrayList<>(options.workerInterceptors());
    if (options.replay() == Replay.STRICT) {
      // Innermost, so that it sees what the user's own interceptors changed.
      interceptors.add(0, new StrictReplay(client.getOptions()));
    }
  }

  /** What another process needs to replay such workflows as these workers do. */
  HostileRecipe recipe(List<Class<?>> workflows) {
    return HostileRecipe.of(workflows, options);
  }

  /** A factory whose workers record what they execute. */
  WorkerFactory recording() {
    List<WorkerInterceptor> all = new ArrayList<>(interceptors);
    all.add(recorder);
    return factory(all);
  }

  /** A factory whose workers only replay. */
  WorkerFactory replaying() {
    return factory(interceptors);
  }

  /** The options of the client that its workers have. */
  WorkflowClientOptions client() {
    return client.getOptions();
  }

  Worker newWorker(WorkerFactory factory, String taskQueue) {
    WorkerOptions.Builder worker =
        WorkerOptions.newBuilder()
            .setMaxHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
            .setDefaultHeartbeatThrottleInterval(HEARTBEAT_THROTTLE)
            .setUsingVirtualThreads(options.virtualThreads())
            .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS);
    if (options.replay() != Replay.AT_END && options.replay() != Replay.NEVER) {
      // A cache size of zero would be replaced by the default; without a sticky queue every task
      // carries the whole history.
      worker.setStickyQueueScheduleToStartTimeout(Duration.ZERO);
    }
    options.workerOptions().accept(worker);
    return factory.newWorker(taskQueue, worker.build());
  }

  private WorkerFactory factory(List<WorkerInterceptor> interceptors) {
    return WorkerFactory.newInstance(
        client,
        WorkerFactoryOptions.newBuilder()
            .setUsingVirtualWorkflowThreads(options.virtualThreads())
            .setShutdownCheckInterval(SHUTDOWN_CHECK)
            .setWorkerInterceptors(interceptors.toArray(WorkerInterceptor[]::new))
            .build());
  }
}
