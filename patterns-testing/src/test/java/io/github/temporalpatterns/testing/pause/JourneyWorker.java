// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.VersioningBehavior;
import io.temporal.common.WorkerDeploymentVersion;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerDeploymentOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A worker process with one build of {@link Journey}; it works until it is killed. */
public final class JourneyWorker {

  private JourneyWorker() {}

  /** Starts one on the tests' own server. Without a deployment its runs belong to no version. */
  static Process start(WorkflowClient client, String queue, Class<?> build, String deployment)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(JourneyWorker.class.getName(), build.getName(), queue, deployment));
    line.add(client.getOptions().getNamespace());
    return new ProcessBuilder(line).inheritIO().start();
  }

  /** Works. */
  public static void main(String[] args) throws ClassNotFoundException {
    Class<?> build = Class.forName(args[0]);
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(System.getenv("TEMPORAL_ADDRESS"))
                .build());
    WorkflowClient client =
        WorkflowClient.newInstance(
            stubs, WorkflowClientOptions.newBuilder().setNamespace(args[3]).build());
    // Without a cache, nothing waits for a worker that is gone. A busy machine is no deadlock.
    WorkerFactory workers =
        WorkerFactory.newInstance(
            client, WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(0).build());
    WorkerOptions.Builder options =
        WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(10_000);
    if (!args[2].isEmpty()) {
      options.setDeploymentOptions(
          WorkerDeploymentOptions.newBuilder()
              .setUseVersioning(true)
              .setVersion(new WorkerDeploymentVersion(args[2], build.getSimpleName()))
              .setDefaultVersioningBehavior(VersioningBehavior.PINNED)
              .build());
    }
    workers.newWorker(args[1], options.build()).registerWorkflowImplementationTypes(build);
    workers.start();
  }
}
