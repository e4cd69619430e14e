// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.grpc.ClientInterceptor;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connects an environment to its server: the one place that tells the servers apart. */
final class TestServers {
  private TestServers() {}

  static TestWorkflowEnvironment open(PatternEnvOptions options, TaskFailureWatch watch) {
    List<ClientInterceptor> interceptors = new ArrayList<>(List.of(watch));
    interceptors.addAll(options.grpcInterceptors());
    TestEnvironmentOptions.Builder test =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(client(options))
            .setWorkflowServiceStubsOptions(
                WorkflowServiceStubsOptions.newBuilder()
                    .setGrpcClientInterceptors(interceptors)
                    .build());
    if (options.server() == PatternEnvOptions.Server.EXTERNAL) {
      test.setUseExternalService(true).setTarget(address());
    } else {
      test.setUseTimeskipping(options.time() == PatternEnvOptions.Time.SKIPPED);
    }
    options.searchAttributes().forEach(test::registerSearchAttribute);
    return TestWorkflowEnvironment.newInstance(test.build());
  }

  private static WorkflowClientOptions client(PatternEnvOptions options) {
    WorkflowClientOptions.Builder client =
        WorkflowClientOptions.newBuilder()
            .setNamespace(
                options.server() == PatternEnvOptions.Server.EXTERNAL
                    ? System.getenv().getOrDefault("TEMPORAL_NAMESPACE", "default")
                    : "default")
            // The embedded server knows no worker heartbeats and warns of each.
            .setWorkerHeartbeatInterval(Duration.ofSeconds(-1));
    options.clientOptions().accept(client);
    return client.build();
  }

  private static String address() {
    String address = System.getenv("TEMPORAL_ADDRESS");
    if (address == null || address.isBlank()) {
      throw new IllegalStateException(
          "the tests are switched to an external server; name it in TEMPORAL_ADDRESS (host:port)");
    }
    return address;
  }
}
