// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.runtime;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The Temporal server that an example runs on.
 *
 * @param client talks to it
 * @param id tells it from all others, and for the in-process one from its earlier lives
 * @param name for the user
 * @param inProcess whether it ends with this process
 * @param webUi where its Web UI probably is
 * @param onClose stops or leaves it
 */
public record TemporalServer(
    WorkflowClient client,
    String id,
    String name,
    boolean inProcess,
    Optional<String> webUi,
    Runnable onClose)
    implements AutoCloseable {

  /** A server that is not there refuses at once; one on a busy machine takes its time. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /**
   * Takes the server that the environment or Temporal's configuration file names; if they name
   * none, an in-process one.
   *
   * @throws BadInput if the server does not answer
   */
  public static TemporalServer configured() {
    ClientConfigProfile profile;
    try {
      profile = ClientConfigProfile.load();
    } catch (IOException e) {
      throw new BadInput("Temporal's configuration cannot be read: " + e.getMessage(), e);
    }
    String address = profile.getAddress();
    return address == null || address.isBlank() ? startInProcess() : connect(profile, address);
  }

  /** Starts a server within this process. It forgets everything when it is closed. */
  public static TemporalServer startInProcess() {
    var environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
    return new TemporalServer(
        environment.getWorkflowClient(),
        UUID.randomUUID().toString(),
        "in-process server (set TEMPORAL_ADDRESS for another)",
        true,
        Optional.empty(),
        environment::close);
  }

  private static TemporalServer connect(ClientConfigProfile profile, String address) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(profile.toWorkflowServiceStubsOptions());
    WorkflowClient client = WorkflowClient.newInstance(stubs, profile.toWorkflowClientOptions());
    String namespace = client.getOptions().getNamespace();
    try {
      var description =
          stubs
              .blockingStub()
              .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .describeNamespace(
                  DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
      return new TemporalServer(
          client,
          description.getNamespaceInfo().getId(),
          "server %s, namespace %s".formatted(address, namespace),
          false,
          webUi(address).map(ui -> ui + "/namespaces/" + namespace + "/workflows"),
          stubs::shutdownNow);
    } catch (StatusRuntimeException e) {
      stubs.shutdownNow();
      throw new BadInput(
          "server %s, namespace %s does not answer: %s"
              .formatted(address, namespace, e.getStatus().getCode()),
          e);
    }
  }

  /** A dev server has its Web UI a thousand ports above; Temporal Cloud has one for all. */
  private static Optional<String> webUi(String address) {
    URI uri = URI.create("temporal://" + address);
    if (uri.getHost() == null || uri.getPort() < 0) {
      return Optional.empty();
    }
    boolean cloud =
        uri.getHost().endsWith(".tmprl.cloud") || uri.getHost().endsWith(".temporal.io");
    return Optional.of(
        cloud
            ? "https://cloud.temporal.io"
            : "http://%s:%d".formatted(uri.getHost(), uri.getPort() + 1000));
  }

  @Override
  public void close() {
    onClose.run();
  }
}
