// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.PatternEnvOptions.Server;
import io.github.temporalpatterns.testing.PatternEnvOptions.TaskFailures;
import io.github.temporalpatterns.testing.PatternEnvOptions.Time;
import io.grpc.ClientInterceptor;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Functions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The values of {@link PatternEnvOptions}: the same in the options and in their builder. */
abstract class OptionValues {
  /** Workflow implementations that are registered with the same options. */
  record Workflows(WorkflowImplementationOptions options, List<Class<?>> types) {}

  String name = "env";
  Server server = serverOf(System.getProperty("patterns.test.server", ""));
  @Nullable Path devServer = pathOf(System.getProperty("patterns.test.devServer", ""));
  Time time = Time.SKIPPED;
  Replay replay = Replay.EVERY_TASK;
  TaskFailures taskFailures = TaskFailures.FAIL_TEST;
  Duration watchdog = Duration.ofSeconds(30);
  Duration runTimeout = Duration.ofDays(400);
  List<Workflows> workflows = List.of();
  List<WorkerInterceptor> workerInterceptors = List.of();
  List<ClientInterceptor> grpcInterceptors = List.of();
  Consumer<WorkerOptions.Builder> workerOptions = options -> {};
  Functions.Proc1<WorkflowClientOptions.Builder> clientOptions = options -> {};
  Map<String, IndexedValueType> searchAttributes = Map.of();
  Set<Check> unchecked = Set.of();
  boolean virtualThreads;

  OptionValues() {}

  OptionValues(OptionValues other) {
    this.name = other.name;
    this.server = other.server;
    this.devServer = other.devServer;
    this.time = other.time;
    this.replay = other.replay;
    this.taskFailures = other.taskFailures;
    this.watchdog = other.watchdog;
    this.runTimeout = other.runTimeout;
    this.workflows = other.workflows;
    this.workerInterceptors = other.workerInterceptors;
    this.grpcInterceptors = other.grpcInterceptors;
    this.workerOptions = other.workerOptions;
    this.clientOptions = other.clientOptions;
    this.searchAttributes = Map.copyOf(other.searchAttributes);
    this.unchecked = other.unchecked;
    this.virtualThreads = other.virtualThreads;
  }

  String name() {
    return name;
  }

  Server server() {
    return server;
  }

  @Nullable Path devServer() {
    return devServer;
  }

  Time time() {
    return time;
  }

  Replay replay() {
    return replay;
  }

  TaskFailures taskFailures() {
    return taskFailures;
  }

  Duration watchdog() {
    return watchdog;
  }

  Duration runTimeout() {
    return runTimeout;
  }

  List<Workflows> workflows() {
    return workflows;
  }

  /** The implementation classes of all workflows. */
  List<Class<?>> workflowTypes() {
    return workflows.stream().<Class<?>>flatMap(some -> some.types().stream()).toList();
  }

  List<WorkerInterceptor> workerInterceptors() {
    return workerInterceptors;
  }

  List<ClientInterceptor> grpcInterceptors() {
    return grpcInterceptors;
  }

  Consumer<WorkerOptions.Builder> workerOptions() {
    return workerOptions;
  }

  /** Whether the workflows are registered as their classes alone make them. */
  boolean haveNoImplementationOptions() {
    return workflows.stream()
        .map(Workflows::options)
        .allMatch(WorkflowImplementationOptions.getDefaultInstance()::equals);
  }

  Functions.Proc1<WorkflowClientOptions.Builder> clientOptions() {
    return clientOptions;
  }

  boolean virtualThreads() {
    return virtualThreads;
  }

  boolean checks(Check check) {
    return !unchecked.contains(check);
  }

  Map<String, IndexedValueType> searchAttributes() {
    return searchAttributes;
  }

  private static Server serverOf(String property) {
    return switch (property) {
      case "", "embedded" -> Server.EMBEDDED;
      case "external" -> Server.EXTERNAL;
      case "dev" -> Server.DEV_SERVER;
      default ->
          throw new IllegalArgumentException(
              "patterns.test.server is embedded, external or dev, not " + property);
    };
  }

  private static @Nullable Path pathOf(String property) {
    return property.isBlank() ? null : Path.of(property);
  }
}
