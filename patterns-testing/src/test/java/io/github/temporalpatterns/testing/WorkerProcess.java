// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.versioning.Builds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.VersioningBehavior;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A worker in a process of its own, with one build of some workflows; works until it is killed. */
public final class WorkerProcess {

  private WorkerProcess() {}

  /**
   * Starts one on the server of a client, with builds pinned unless they say otherwise.
   *
   * @param deployment empty for a worker whose runs belong to no build
   */
  public static Process start(
      WorkflowClient client, String queue, String deployment, String build, Class<?>... workflows)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of(queue, deployment, build));
    Stream.of(workflows).map(Class::getName).forEach(arguments::add);
    return start(WorkerProcess.class, client, arguments);
  }

  /** Starts a main class of one's own, which begins by {@link #connect}. */
  public static Process start(Class<?> main, WorkflowClient client, List<String> arguments)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add(main.getName());
    line.add(client.getWorkflowServiceStubs().getRawChannel().authority());
    line.add(client.getOptions().getNamespace());
    line.addAll(arguments);
    return new ProcessBuilder(line).inheritIO().start();
  }

  /** A client of the server and the namespace that the first two arguments name. */
  public static WorkflowClient connect(String[] args) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(args[0]).build());
    return WorkflowClient.newInstance(
        stubs, WorkflowClientOptions.newBuilder().setNamespace(args[1]).build());
  }

  /** Works. */
  public static void main(String[] args) throws ClassNotFoundException {
    WorkflowClient client = connect(args);
    // Without a cache, nothing waits for a worker that is gone. A busy machine is no deadlock.
    WorkerFactory workers =
        WorkerFactory.newInstance(
            client, WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0).build());
    WorkerOptions.Builder options =
        WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000);
    if (!args[3].isEmpty()) {
      options.setDeploymentOptions(
          Builds.of(client, args[3]).worker(args[4], VersioningBehavior.PINNED));
    }
    List<Class<?>> workflows = new ArrayList<>();
    for (String name : List.of(args).subList(5, args.length)) {
      workflows.add(Class.forName(name));
    }
    workers
        .newWorker(args[2], options.build())
        .registerWorkflowImplementationTypes(workflows.toArray(Class<?>[]::new));
    workers.start();
  }
}
