// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.internal.server.ExternalServer;
import io.grpc.Metadata;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the tests find an external server. */
class ExternalServerTest {
  private static final String FILE = "TEMPORAL_CONFIG_FILE";
  private static final Metadata.Key<String> KEY =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  @TempDir Path folder;

  @Test
  void takesTheEnvironmentAlone() {
    ExternalServer server = ExternalServer.of(env(Map.of("TEMPORAL_ADDRESS", "server.example:1")));
    assertThat(server.address()).isEqualTo("server.example:1");
    assertThat(server.namespace()).isEqualTo("default");
    assertThat(server.stubs().build().getSslContext()).isNull();
  }

  @Test
  void takesAProfileWithTlsAndKey() {
    ExternalServer server =
        ExternalServer.of(env(Map.of(FILE, profiles(), "TEMPORAL_PROFILE", "staging")));
    assertThat(server.address()).isEqualTo("staging.example:7233");
    assertThat(server.namespace()).isEqualTo("payments");
    WorkflowServiceStubsOptions stubs = server.stubs().build();
    assertThat(stubs.getTarget()).isEqualTo("staging.example:7233");
    assertThat(stubs.getSslContext()).isNotNull();
    assertThat(stubs.getGrpcMetadataProviders())
        .extracting(provider -> provider.getMetadata().get(KEY))
        .containsExactly("Bearer secret");
  }

  @Test
  void letsTheEnvironmentWinOverTheFile() {
    ExternalServer server =
        ExternalServer.of(env(Map.of(FILE, profiles(), "TEMPORAL_ADDRESS", "other.example:2")));
    assertThat(server.address()).isEqualTo("other.example:2");
    assertThat(server.namespace()).isEqualTo("first");
  }

  @Test
  void saysHowToNameAServer() {
    assertThatThrownBy(() -> ExternalServer.of(env(Map.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("name it (host:port) in TEMPORAL_ADDRESS, or in a profile");
  }

  @Test
  void refusesAConfigurationThatItCannotRead() {
    assertThatThrownBy(
            () -> ExternalServer.of(env(Map.of(FILE, profiles(), "TEMPORAL_PROFILE", "stagin"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("configuration cannot be read")
        .hasMessageContaining("stagin");
    assertThatThrownBy(() -> ExternalServer.of(env(Map.of(FILE, file("[profile.default")))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("configuration cannot be read");
  }

  private String profiles() {
    return file(
        """
        [profile.default]
        address = "first.example:7233"
        namespace = "first"

        [profile.staging]
        address = "staging.example:7233"
        namespace = "payments"
        api_key = "secret"

        [profile.staging.tls]
        server_name = "inner.example"
        """);
  }

  private String file(String text) {
    try {
      return Files.writeString(folder.resolve("temporal.toml"), text).toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Without a file of its own, the machine's would be read. */
  private Map<String, String> env(Map<String, String> variables) {
    return variables.containsKey(FILE)
        ? variables
        : Map.of(
            FILE,
            file("[profile.default]"),
            "TEMPORAL_ADDRESS",
            variables.getOrDefault("TEMPORAL_ADDRESS", ""));
  }
}
