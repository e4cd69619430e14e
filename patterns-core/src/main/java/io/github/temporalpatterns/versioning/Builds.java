// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.RunsIn.Side.CLIENT;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.internal.Checks;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.deployment.v1.WorkerDeploymentVersion;
import io.temporal.api.deployment.v1.WorkerDeploymentVersionInfo;
import io.temporal.api.enums.v1.RoutingConfigUpdateState;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkerDeploymentVersionRequest;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentCurrentVersionRequest;
import io.temporal.api.workflowservice.v1.SetWorkerDeploymentRampingVersionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import io.temporal.common.VersioningBehavior;
import io.temporal.worker.WorkerDeploymentOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * The builds of a worker, as a server's Worker Deployments know them: which one new runs get, and
 * whether the workers of an old one may be stopped.
 *
 * <p>Client side. Needs a server with Worker Deployments, 1.28 or newer; the in-process server has
 * none.
 *
 * <pre>{@code
 * Builds builds = Builds.of(client, "orders");
 * WorkerOptions.newBuilder().setDeploymentOptions(builds.worker("2026-11-23", PINNED));
 *
 * builds.makeCurrent("2026-11-23"); // once its workers run
 * System.out.println(builds.drain("2026-11-02")); // may its workers be stopped?
 * }</pre>
 *
 * <p><b>Threads</b>: safe. <b>Failures</b>: {@link IllegalStateException} with the server's answer.
 *
 * @since 0.1.0
 */
@RunsIn(CLIENT)
public final class Builds {
  private static final Duration ASK_AGAIN = Duration.ofMillis(200);

  /** What a server answers about a build whose workers have not yet asked for all their work. */
  private static final Set<Status.Code> NOT_YET =
      Set.of(
          Status.Code.NOT_FOUND, Status.Code.FAILED_PRECONDITION, Status.Code.RESOURCE_EXHAUSTED);

  private final WorkflowClient client;
  private final String deployment;
  private final Duration within;

  /** What the server does with a build. */
  public enum Phase {
    /** It has not been current yet, and gets no share of new runs. */
    INACTIVE,
    /** New runs get it. */
    CURRENT,
    /** A share of new runs gets it. */
    RAMPING,
    /** No new run gets it, but runs pinned to it are open, or the server has not looked yet. */
    DRAINING,
    /** No new run gets it, and the server has seen that no run pinned to it is open. */
    DRAINED
  }

  /**
   * Whether a build is still needed.
   *
   * @param build its id
   * @param phase what the server says; while it drains, some minutes old
   * @param openPinned how many open runs are pinned to it, some seconds old
   * @param query the visibility query that counts and lists these runs
   */
  public record Drain(String build, Phase phase, long openPinned, String query) {

    /**
     * Says whether its workers may be stopped. Runs that are not pinned go on with other workers.
     * After that, no worker can answer a query on a closed run that was pinned to it.
     *
     * @return true if no new run gets it, and no run pinned to it is open
     */
    public boolean mayStop() {
      return openPinned == 0 && (phase == Phase.DRAINED || phase == Phase.INACTIVE);
    }

    /** {@return the same in words, with the query to watch} */
    @Override
    public String toString() {
      return "build %s is %s with %d open runs pinned to it: %s%n  to watch: %s"
          .formatted(
              build,
              phase.name().toLowerCase(Locale.ROOT),
              openPinned,
              mayStop() ? "its workers may be stopped" : "keep its workers",
              query);
    }
  }

  private Builds(WorkflowClient client, String deployment, Duration within) {
    this.client = client;
    this.deployment = deployment;
    this.within = within;
  }

  /**
   * Names a deployment.
   *
   * @param client a client of its namespace
   * @param deployment the name of the deployment, the same for all builds of a worker; without
   *     {@code .} or {@code :}
   * @return its builds
   * @throws IllegalArgumentException if the name is blank, or contains what no server accepts
   */
  public static Builds of(WorkflowClient client, String deployment) {
    Checks.notNull("client", client);
    Condition.checkName("deployment", deployment);
    if (deployment.contains(".") || deployment.contains(":")) {
      throw new IllegalArgumentException(
          "deployment must not contain \".\" or \":\", was \"" + deployment + '"');
    }
    return new Builds(client, deployment, Duration.ofSeconds(30));
  }

  /**
   * Sets how long to wait for the workers of a build to make themselves known to the server.
   *
   * @param patience more than zero; 30 seconds unless set
   * @return the builds with it
   */
  public Builds within(Duration patience) {
    Checks.positive("within", patience);
    return new Builds(client, deployment, patience);
  }

  /**
   * Makes the options of a worker.
   *
   * @param build the id of the code that it runs, different for each release
   * @param otherwise what holds for workflows without {@code @WorkflowVersioningBehavior}
   * @return for {@code WorkerOptions}
   */
  public WorkerDeploymentOptions worker(String build, VersioningBehavior otherwise) {
    Condition.checkName("build", build);
    return WorkerDeploymentOptions.newBuilder()
        .setUseVersioning(true)
        .setVersion(new io.temporal.common.WorkerDeploymentVersion(deployment, build))
        .setDefaultVersioningBehavior(otherwise)
        .build();
  }

  /**
   * Gives a build to all new runs, and to open runs that upgrade by themselves. Waits for its
   * workers.
   *
   * @param build its id
   * @throws IllegalStateException if its workers are not known in time, or lack a task queue of the
   *     build that is current
   */
  public void makeCurrent(String build) {
    Condition.checkName("build", build);
    SetWorkerDeploymentCurrentVersionRequest request =
        SetWorkerDeploymentCurrentVersionRequest.newBuilder()
            .setNamespace(namespace())
            .setDeploymentName(deployment)
            .setBuildId(build)
            .build();
    ask(build, within, stub -> stub.setWorkerDeploymentCurrentVersion(request));
    awaitRouting(build);
  }

  /**
   * Gives a build to a part of the new runs, and of the open runs that upgrade by themselves. Waits
   * for its workers.
   *
   * @param build its id
   * @param percent 0 to 100
   * @throws IllegalStateException as {@link #makeCurrent} does
   */
  public void ramp(String build, double percent) {
    Condition.checkName("build", build);
    Checks.percent("percent", percent);
    SetWorkerDeploymentRampingVersionRequest request =
        SetWorkerDeploymentRampingVersionRequest.newBuilder()
            .setNamespace(namespace())
            .setDeploymentName(deployment)
            .setBuildId(build)
            .setPercentage((float) percent)
            .build();
    ask(build, within, stub -> stub.setWorkerDeploymentRampingVersion(request));
    awaitRouting(build);
  }

  /**
   * Asks whether a build is still needed.
   *
   * @param build its id
   * @return what the server says about it, and how many open runs are pinned to it
   * @throws IllegalStateException if the server does not know the build
   */
  public Drain drain(String build) {
    Condition.checkName("build", build);
    DescribeWorkerDeploymentVersionRequest request =
        DescribeWorkerDeploymentVersionRequest.newBuilder()
            .setNamespace(namespace())
            .setDeploymentVersion(
                WorkerDeploymentVersion.newBuilder()
                    .setDeploymentName(deployment)
                    .setBuildId(build))
            .build();
    WorkerDeploymentVersionInfo info =
        ask(build, Duration.ZERO, stub -> stub.describeWorkerDeploymentVersion(request))
            .getWorkerDeploymentVersionInfo();
    String query =
        "TemporalWorkerDeploymentVersion = %s AND TemporalWorkflowVersioningBehavior = 'Pinned'"
                .formatted(Condition.quoted(deployment + ':' + build))
            // Not 'Running': a run that the server holds is open, too, and needs its build later.
            + " AND CloseTime IS NULL";
    return new Drain(build, phase(build, info), count(build, query), query);
  }

  private long count(String build, String query) {
    try {
      return client.countWorkflows(query).getCount();
    } catch (StatusRuntimeException e) {
      throw new IllegalStateException(refusal(build, e), e);
    }
  }

  private static Phase phase(String build, WorkerDeploymentVersionInfo info) {
    return switch (info.getStatus()) {
      case WORKER_DEPLOYMENT_VERSION_STATUS_CREATED, WORKER_DEPLOYMENT_VERSION_STATUS_INACTIVE ->
          Phase.INACTIVE;
      case WORKER_DEPLOYMENT_VERSION_STATUS_CURRENT -> Phase.CURRENT;
      case WORKER_DEPLOYMENT_VERSION_STATUS_RAMPING -> Phase.RAMPING;
      case WORKER_DEPLOYMENT_VERSION_STATUS_DRAINING -> Phase.DRAINING;
      case WORKER_DEPLOYMENT_VERSION_STATUS_DRAINED -> Phase.DRAINED;
      case WORKER_DEPLOYMENT_VERSION_STATUS_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalStateException(
              "build \"%s\": the server's word for its phase is not known: %d"
                  .formatted(build, info.getStatusValue()));
    };
  }

  private String namespace() {
    return client.getOptions().getNamespace();
  }

  /** The server tells its task queues one after the other; until then they go on as before. */
  private void awaitRouting(String build) {
    DescribeWorkerDeploymentRequest request =
        DescribeWorkerDeploymentRequest.newBuilder()
            .setNamespace(namespace())
            .setDeploymentName(deployment)
            .build();
    long end = System.nanoTime() + within.toNanos();
    while (ask(build, within, stub -> stub.describeWorkerDeployment(request))
            .getWorkerDeploymentInfo()
            .getRoutingConfigUpdateState()
        == RoutingConfigUpdateState.ROUTING_CONFIG_UPDATE_STATE_IN_PROGRESS) {
      if (System.nanoTime() >= end) {
        throw new IllegalStateException(
            "not all task queues know of build \"%s\" after %s".formatted(build, within));
      }
      LockSupport.parkNanos(ASK_AGAIN.toNanos());
    }
  }

  /** Asks again while the answer may change because workers have only just started. */
  private <T> T ask(
      String build, Duration patience, Function<WorkflowServiceBlockingStub, T> request) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return request.apply(client.getWorkflowServiceStubs().blockingStub());
      } catch (StatusRuntimeException e) {
        if (!NOT_YET.contains(e.getStatus().getCode()) || System.nanoTime() >= end) {
          throw new IllegalStateException(refusal(build, e), e);
        }
        LockSupport.parkNanos(ASK_AGAIN.toNanos());
      }
    }
  }

  private String refusal(String build, StatusRuntimeException e) {
    return switch (e.getStatus().getCode()) {
      case UNIMPLEMENTED -> "this server has no worker deployments; the in-process one has none";
      case NOT_FOUND ->
          "no worker of build \"%s\" of deployment \"%s\" has asked the server for work: %s"
              .formatted(build, deployment, e.getMessage());
      default ->
          "build \"%s\" of deployment \"%s\": %s".formatted(build, deployment, e.getMessage());
    };
  }
}
