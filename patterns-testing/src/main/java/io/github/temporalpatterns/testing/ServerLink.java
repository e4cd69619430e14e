// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.runs.RunLog;
import io.github.temporalpatterns.testing.internal.runs.RunWatch;
import io.github.temporalpatterns.testing.internal.server.CancelRequests;
import io.github.temporalpatterns.testing.internal.server.EmbeddedMends;
import io.github.temporalpatterns.testing.internal.server.TaskFailureWatch;
import io.github.temporalpatterns.testing.internal.time.ClientWaits;
import io.github.temporalpatterns.testing.internal.time.GuardedTime;
import io.github.temporalpatterns.testing.internal.time.NativeRuns;
import io.github.temporalpatterns.testing.internal.time.NativeTime;
import io.github.temporalpatterns.testing.internal.time.RealTime;
import io.github.temporalpatterns.testing.internal.time.ReportWatch;
import io.github.temporalpatterns.testing.internal.time.ServerTime;
import io.github.temporalpatterns.testing.internal.time.SkippedTime;
import io.github.temporalpatterns.testing.internal.time.TimeClient;
import io.grpc.ClientInterceptor;
import io.temporal.api.failure.v1.Failure;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How one environment is connected to its server, which environments beside it may share. Each has
 * stubs of its own, so that it watches its own workers only.
 */
final class ServerLink {
  private final PatternEnvOptions options;
  private final TestWorkflowEnvironment server;
  private final @Nullable SkippedTime skipped;
  private final boolean owner;
  private final TaskFailureWatch taskFailures;
  private final ReportWatch reports = new ReportWatch();
  private final RunLog runs = new RunLog();
  private final WorkflowServiceStubs stubs;

  private ServerLink(
      PatternEnvOptions options,
      TestWorkflowEnvironment server,
      @Nullable SkippedTime skipped,
      boolean owner) {
    this.options = options;
    this.server = server;
    this.skipped = skipped;
    this.owner = owner;
    this.taskFailures =
        new TaskFailureWatch(options.taskFailures() == PatternEnvOptions.TaskFailures.FAIL_TEST);
    List<ClientInterceptor> between =
        new ArrayList<>(List.of(taskFailures, reports, new RunWatch(runs, server.getNamespace())));
    if (options.server() == PatternEnvOptions.Server.EMBEDDED) {
      between.add(new EmbeddedMends(new CancelRequests(server)));
    }
    this.stubs = TestServers.connect(options, server, between);
    if (skipped != null) {
      reports.setListener(skipped::report);
    }
  }

  /** Opens a server, which is closed with the link. */
  static ServerLink open(PatternEnvOptions options) {
    TestWorkflowEnvironment server = TestServers.open(options);
    boolean skips =
        options.server() == PatternEnvOptions.Server.EMBEDDED
            && options.time() == PatternEnvOptions.Time.SKIPPED;
    return new ServerLink(options, server, skips ? new SkippedTime(server) : null, true);
  }

  /** Makes another link to the same server, and to its clock if it has one for all runs. */
  ServerLink beside(PatternEnvOptions others) {
    return new ServerLink(others, server, skipped, false);
  }

  TestWorkflowEnvironment server() {
    return server;
  }

  Instant now() {
    return Instant.ofEpochMilli(server.currentTimeMillis());
  }

  /** Completes with the first workflow task failure that fails the test. */
  CompletableFuture<Failure> taskFailure() {
    return taskFailures.first();
  }

  RunLog runs() {
    return runs;
  }

  ReportWatch reports() {
    return reports;
  }

  /** How time passes for the runs of the environment. */
  ServerTime time() {
    if (skipped != null) {
      return skipped;
    }
    return options.server() == PatternEnvOptions.Server.DEV_SERVER
            && options.time() == PatternEnvOptions.Time.SKIPPED
        ? new NativeTime(new NativeRuns(server, runs))
        : new RealTime(server);
  }

  /** Makes the client of the workers. */
  WorkflowClient client() {
    return WorkflowClient.newInstance(stubs, TestServers.client(options));
  }

  /** Makes the client of the tests, whose waits let time pass under the watchdog. */
  WorkflowClient client(GuardedTime clock) {
    WorkflowClientOptions plain = TestServers.client(options);
    WorkflowClient asking = WorkflowClient.newInstance(stubs, plain);
    ClientWaits waits =
        new ClientWaits(
            clock,
            // A wait gives up before the run times out, while it still has something pending.
            options.runTimeout().multipliedBy(99).dividedBy(100),
            id -> asking.newUntypedWorkflowStub(id).describe().getStatus(),
            reports::isAnswered);
    List<WorkflowClientInterceptor> interceptors =
        new ArrayList<>(List.of(plain.getInterceptors()));
    interceptors.add(new TimeClient(waits));
    return WorkflowClient.newInstance(
        stubs,
        plain.toBuilder()
            .setInterceptors(interceptors.toArray(WorkflowClientInterceptor[]::new))
            .build());
  }

  /** Ends what the environment has on the server, and the server if it is its own. */
  void close(Runnable endRuns, IntSupplier holdsLeft) {
    try {
      endRuns.run();
      if (!owner && skipped != null) {
        skipped.release(holdsLeft.getAsInt());
      }
    } finally {
      stubs.shutdownNow();
      if (owner) {
        server.close();
      }
    }
  }
}
