// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.runtime;

import io.temporal.client.WorkflowClient;
import java.lang.reflect.Proxy;
import java.util.Optional;

/** The servers that commands are tested on. */
public final class TestServers {

  // Whoever starts a worker or a workflow needs a client.
  private static final WorkflowClient UNTOUCHABLE =
      (WorkflowClient)
          Proxy.newProxyInstance(
              WorkflowClient.class.getClassLoader(),
              new Class<?>[] {WorkflowClient.class},
              (proxy, method, arguments) -> {
                throw new AssertionError("used the client: " + method);
              });

  private TestServers() {}

  /** Opens whichever server the suite runs on. */
  public static TemporalServer open() {
    return System.getProperty("patterns.test.server", "embedded").equals("external")
        ? TemporalServer.configured()
        : TemporalServer.startInProcess();
  }

  /** {@return the server, which a command's end does not close} */
  public static TemporalServer shared(TemporalServer server) {
    return new TemporalServer(
        server.client(), server.id(), server.name(), server.inProcess(), server.webUi(), () -> {});
  }

  /** {@return a server on which nothing may be started} */
  public static TemporalServer untouchable() {
    return new TemporalServer(UNTOUCHABLE, "this", "no server", false, Optional.empty(), () -> {});
  }
}
