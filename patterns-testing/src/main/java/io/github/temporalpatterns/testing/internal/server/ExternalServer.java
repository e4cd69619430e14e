// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.server;

import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;

/**
 * The server that the environment or Temporal's configuration file names, with its namespace, TLS
 * and API key. The one class that knows the SDK's experimental reader of both.
 */
public final class ExternalServer {
  private final ClientConfigProfile profile;
  private final String address;

  private ExternalServer(ClientConfigProfile profile, String address) {
    this.profile = profile;
    this.address = address;
  }

  public static ExternalServer configured() {
    return of(System.getenv());
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalStateException if it names no server or cannot be read
   */
  public static ExternalServer of(Map<String, String> environment) {
    ClientConfigProfile profile;
    try {
      profile =
          ClientConfigProfile.load(
              LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment).build());
    } catch (IOException | RuntimeException e) {
      throw new IllegalStateException("Temporal's configuration cannot be read: " + e, e);
    }
    String address = profile.getAddress();
    if (address == null || address.isBlank()) {
      throw new IllegalStateException(
          "the tests are switched to an external server; name it (host:port) in TEMPORAL_ADDRESS,"
              + " or in a profile of Temporal's configuration file");
    }
    return new ExternalServer(profile, address);
  }

  public String address() {
    return address;
  }

  public String namespace() {
    return Objects.requireNonNullElse(profile.getNamespace(), DevServer.NAMESPACE);
  }

  /** How to connect, as far as the configuration says. */
  public WorkflowServiceStubsOptions.Builder stubs() {
    return WorkflowServiceStubsOptions.newBuilder(profile.toWorkflowServiceStubsOptions());
  }
}
