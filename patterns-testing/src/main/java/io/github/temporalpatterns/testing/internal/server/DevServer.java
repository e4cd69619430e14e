// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.server;

import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The dev servers that this JVM has started: one for each binary, shared by all tests, stopped when
 * the JVM ends. The one class that knows the SDK's experimental launcher.
 */
public final class DevServer {
  public static final String NAMESPACE = "default";

  /** A JVM that dies too suddenly to stop its server leaves this file, which names its port. */
  private static final Path LOG =
      Path.of("target", "patterns-testing", "dev-server-" + ProcessHandle.current().pid() + ".log");

  private static final Map<Path, TemporalDevServer> STARTED = new ConcurrentHashMap<>();

  private DevServer() {}

  /** Returns host and port of the server, which is started by the first call. */
  public static String address(Path binary) {
    return STARTED.computeIfAbsent(binary, DevServer::start).getTarget();
  }

  private static TemporalDevServer start(Path binary) {
    if (!Files.isExecutable(binary)) {
      throw new IllegalStateException("there is no program " + binary + " to start as dev server");
    }
    TemporalDevServer server =
        TemporalDevServer.start(
            NAMESPACE,
            TemporalDevServerOptions.newBuilder()
                .setExistingPath(binary.toString())
                .setUiEnabled(false)
                .setLogFile(LOG.toString())
                .setExtraArgs(
                    "--dynamic-config-value",
                    "frontend.WorkflowTimeSkippingEnabled=true",
                    // Else each leap in time costs a second.
                    "--dynamic-config-value",
                    "history.timerProcessorMaxTimeShift=\"5ms\"",
                    "--dynamic-config-value",
                    "frontend.WorkflowPauseEnabled=true",
                    // Else a build that nobody needs any more is known as drained after minutes.
                    "--dynamic-config-value",
                    "matching.wv.VersionDrainageStatusVisibilityGracePeriod=\"2s\"",
                    "--dynamic-config-value",
                    "matching.wv.VersionDrainageStatusRefreshInterval=\"1s\"")
                .build());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "patterns-testing-dev-server"));
    return server;
  }
}
