// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.server.DevServer;
import io.github.temporalpatterns.testing.internal.server.ExternalServer;
import io.github.temporalpatterns.testing.internal.server.TimeSkippingStart;
import io.grpc.ClientInterceptor;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Opens the server of an environment and connects to it: the one place that tells them apart. */
final class TestServers {
  private TestServers() {}

  static TestWorkflowEnvironment open(PatternEnvOptions options) {
    WorkflowServiceStubsOptions.Builder stubs = stubs(options);
    TestEnvironmentOptions.Builder test = TestEnvironmentOptions.newBuilder();
    switch (options.server()) {
      case EMBEDDED -> test.setUseTimeskipping(options.time() == PatternEnvOptions.Time.SKIPPED);
      case EXTERNAL ->
          test.setUseExternalService(true).setTarget(ExternalServer.configured().address());
      case DEV_SERVER -> test.setUseExternalService(true).setTarget(devServer(options));
    }
    test.setWorkflowClientOptions(client(options))
        .setWorkflowServiceStubsOptions(
            stubs.setGrpcClientInterceptors(interceptors(options, List.of())).build());
    options.searchAttributes().forEach(test::registerSearchAttribute);
    return TestWorkflowEnvironment.newInstance(test.build());
  }

  /** Goes on an open server's channel. The watches see what the user's interceptors let through. */
  static WorkflowServiceStubs connect(
      PatternEnvOptions options, TestWorkflowEnvironment server, List<ClientInterceptor> watches) {
    return WorkflowServiceStubs.newServiceStubs(
        stubs(options)
            .setGrpcClientInterceptors(interceptors(options, watches))
            .setChannel(server.getWorkflowServiceStubs().getRawChannel())
            // The channel has them already, and they are refused beside it.
            .setTarget(null)
            .setSslContext(null)
            .setEnableHttps(false)
            .build());
  }

  static WorkflowClientOptions client(PatternEnvOptions options) {
    WorkflowClientOptions.Builder client =
        WorkflowClientOptions.newBuilder()
            .setNamespace(
                options.server() == PatternEnvOptions.Server.EXTERNAL
                    ? ExternalServer.configured().namespace()
                    : DevServer.NAMESPACE)
            // The embedded server knows no worker heartbeats and warns of each.
            .setWorkerHeartbeatInterval(Duration.ofSeconds(-1));
    options.clientOptions().apply(client);
    return client.validateAndBuildWithDefaults();
  }

  private static WorkflowServiceStubsOptions.Builder stubs(PatternEnvOptions options) {
    return options.server() == PatternEnvOptions.Server.EXTERNAL
        ? ExternalServer.configured().stubs()
        : WorkflowServiceStubsOptions.newBuilder();
  }

  private static List<ClientInterceptor> interceptors(
      PatternEnvOptions options, List<ClientInterceptor> watches) {
    List<ClientInterceptor> interceptors = new ArrayList<>(watches);
    if (options.server() == PatternEnvOptions.Server.DEV_SERVER
        && options.time() == PatternEnvOptions.Time.SKIPPED) {
      interceptors.add(new TimeSkippingStart());
    }
    interceptors.addAll(options.grpcInterceptors());
    return interceptors;
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
