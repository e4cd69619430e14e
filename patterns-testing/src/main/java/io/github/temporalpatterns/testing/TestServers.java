// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.grpc.ClientInterceptor;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connects an environment to its server: the one place that tells the servers apart. */
final class TestServers {
  private TestServers() {}

  /** Opens a server. The kit's own watches see what the user's interceptors let through. */
  static TestWorkflowEnvironment open(PatternEnvOptions options, ClientInterceptor... watches) {
    List<ClientInterceptor> interceptors = new ArrayList<>(List.of(watches));
    if (skipsNatively(options)) {
      interceptors.add(new TimeSkippingStart());
    }
    interceptors.addAll(options.grpcInterceptors());
    WorkflowServiceStubsOptions.Builder stubs = WorkflowServiceStubsOptions.newBuilder();
    TestEnvironmentOptions.Builder test = TestEnvironmentOptions.newBuilder();
    switch (options.server()) {
      case EMBEDDED -> test.setUseTimeskipping(options.time() == PatternEnvOptions.Time.SKIPPED);
      case EXTERNAL -> {
        ExternalServer external = ExternalServer.configured();
        stubs = external.stubs();
        test.setUseExternalService(true).setTarget(external.address());
      }
      case DEV_SERVER -> test.setUseExternalService(true).setTarget(devServer(options));
    }
    test.setWorkflowClientOptions(client(options))
        .setWorkflowServiceStubsOptions(stubs.setGrpcClientInterceptors(interceptors).build());
    options.searchAttributes().forEach(test::registerSearchAttribute);
    return TestWorkflowEnvironment.newInstance(test.build());
  }

  /** Chooses how time passes. */
  static ServerTime time(
      PatternEnvOptions options, TestWorkflowEnvironment server, ReportWatch reports, RunLog runs) {
    if (options.time() == PatternEnvOptions.Time.REAL) {
      return new RealTime(server);
    }
    return switch (options.server()) {
      case EMBEDDED -> new SkippedTime(server, reports);
      case EXTERNAL -> new RealTime(server);
      case DEV_SERVER -> new NativeTime(new NativeRuns(server, runs));
    };
  }

  private static boolean skipsNatively(PatternEnvOptions options) {
    return options.server() == PatternEnvOptions.Server.DEV_SERVER
        && options.time() == PatternEnvOptions.Time.SKIPPED;
  }

  /** Makes the client of the tests, whose waits let time pass under the watchdog. */
  static WorkflowClient client(
      PatternEnvOptions options,
      TestWorkflowEnvironment server,
      TestClock clock,
      ReportWatch reports) {
    WorkflowClientOptions plain = client(options);
    WorkflowClient asking = WorkflowClient.newInstance(server.getWorkflowServiceStubs(), plain);
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
        server.getWorkflowServiceStubs(),
        plain.toBuilder()
            .setInterceptors(interceptors.toArray(WorkflowClientInterceptor[]::new))
            .build());
  }

  private static WorkflowClientOptions client(PatternEnvOptions options) {
    WorkflowClientOptions.Builder client =
        WorkflowClientOptions.newBuilder()
            .setNamespace(
                options.server() == PatternEnvOptions.Server.EXTERNAL
                    ? ExternalServer.configured().namespace()
                    : DevServer.NAMESPACE)
            // The embedded server knows no worker heartbeats and warns of each.
            .setWorkerHeartbeatInterval(Duration.ofSeconds(-1));
    options.clientOptions().accept(client);
    return client.validateAndBuildWithDefaults();
  }

  private static String devServer(PatternEnvOptions options) {
    Path binary = options.devServer();
    if (binary == null) {
      throw new IllegalStateException(
          "the tests are switched to a dev server; name the temporal command in the system property"
              + " patterns.test.devServer");
    }
    return DevServer.address(binary);
  }
}
