// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.CountWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.ListSchedulesRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/** Finds out, once for each capability that is asked for, whether the server has it. */
final class Capabilities {
  private final PatternEnvOptions options;
  private final TestWorkflowEnvironment server;
  private final Map<Capability, Boolean> known = new EnumMap<>(Capability.class);

  Capabilities(PatternEnvOptions options, TestWorkflowEnvironment server) {
    this.options = options;
    this.server = server;
  }

  synchronized boolean has(Capability capability) {
    return known.computeIfAbsent(capability, this::find);
  }

  private boolean find(Capability capability) {
    boolean skips = options.time() == PatternEnvOptions.Time.SKIPPED;
    boolean embedded = options.server() == PatternEnvOptions.Server.EMBEDDED;
    return switch (capability) {
      case TIME_SKIPPING -> skips && options.server() != PatternEnvOptions.Server.EXTERNAL;
      case ACTIVITY_TIME_SKIPPING -> skips && embedded;
      case SHARED_CLOCK, RETRY_BACKOFF ->
          !skips || options.server() != PatternEnvOptions.Server.DEV_SERVER;
      case LIMITS, STICKY_FALLBACK -> !embedded;
      case LIST -> ask(stub -> stub.countWorkflowExecutions(count()).getCount() >= 0);
      case SCHEDULES -> ask(stub -> stub.listSchedules(schedules()).getSchedulesCount() >= 0);
      case WORKFLOW_PAUSE ->
          ask(
              stub ->
                  stub.describeNamespace(describe())
                      .getNamespaceInfo()
                      .getCapabilities()
                      .getWorkflowPause());
    };
  }

  private boolean ask(Predicate<WorkflowServiceBlockingStub> question) {
    try {
      return question.test(server.getWorkflowServiceStubs().blockingStub());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return false;
      }
      throw e;
    }
  }

  private CountWorkflowExecutionsRequest count() {
    return CountWorkflowExecutionsRequest.newBuilder().setNamespace(server.getNamespace()).build();
  }

  private ListSchedulesRequest schedules() {
    return ListSchedulesRequest.newBuilder().setNamespace(server.getNamespace()).build();
  }

  private DescribeNamespaceRequest describe() {
    return DescribeNamespaceRequest.newBuilder().setNamespace(server.getNamespace()).build();
  }
}
