// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.runtime;

import io.grpc.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.lang.reflect.InvocationTargetException;
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

  /**
   * Starts a server in this process that is gone whenever a run is to be terminated.
   *
   * @param onTerminate called each time
   */
  public static TemporalServer goneAtTheEnd(Runnable onTerminate) {
    TemporalServer server = TemporalServer.startInProcess();
    WorkflowClient client =
        (WorkflowClient)
            Proxy.newProxyInstance(
                WorkflowClient.class.getClassLoader(),
                new Class<?>[] {WorkflowClient.class},
                (proxy, method, arguments) -> {
                  Object result = method.invoke(server.client(), arguments);
                  return result instanceof WorkflowStub run ? endless(run, onTerminate) : result;
                });
    return new TemporalServer(
        client, server.id(), server.name(), true, server.webUi(), server.onClose());
  }

  private static WorkflowStub endless(WorkflowStub run, Runnable onTerminate) {
    return (WorkflowStub)
        Proxy.newProxyInstance(
            WorkflowStub.class.getClassLoader(),
            new Class<?>[] {WorkflowStub.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("terminate")) {
                onTerminate.run();
                throw new WorkflowServiceException(
                    run.getExecution(), "", Status.UNAVAILABLE.asRuntimeException());
              }
              try {
                return method.invoke(run, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** {@return a server on which nothing may be started} */
  public static TemporalServer untouchable() {
    return new TemporalServer(UNTOUCHABLE, "this", "no server", false, Optional.empty(), () -> {});
  }
}
