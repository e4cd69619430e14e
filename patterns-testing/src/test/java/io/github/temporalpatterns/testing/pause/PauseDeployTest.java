// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.pause.LongRunningWorkflow.Job;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.WorkerProcess;
import io.github.temporalpatterns.testing.pause.Journey.Route;
import io.github.temporalpatterns.versioning.Builds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pause, deploy, resume: a run is paused by one build's process and goes on with the next's. */
@Tag("real-server-only")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class PauseDeployTest {
  private final String queue = "deploy-" + UUID.randomUUID();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void killProcesses() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  /** A pinned run stays on the version of its worker, unless it is carried to the newest one. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isPausedByOneBuildAndGoesOnWithTheNext(boolean versioned) throws Exception {
    String deployment = versioned ? "journeys-" + UUID.randomUUID() : "";
    try (PatternEnv env = PatternEnv.open()) {
      Process first = deploy(env, deployment, Journey.First.class);
      WorkflowStub run = begin(env);
      Pausable operator =
          env.client().newWorkflowStub(Pausable.class, run.getExecution().getWorkflowId());
      env.await("a step", () -> operator.pauseStatus().progress().done() == 1);
      operator.pauseRequest(Request.of("1", "ann", "deploy"));
      env.await("the pause", () -> operator.pauseStatus().phase() == Phase.PAUSED);

      if (!versioned) {
        rollOver(env, operator);
        first.destroyForcibly().waitFor();
      }
      deploy(env, deployment, Journey.Second.class);
      if (versioned) {
        rollOver(env, operator);
        first.destroyForcibly().waitFor();
      }
      env.await("the pause", () -> operator.pauseStatus().phase() == Phase.PAUSED);
      operator.pauseResume(Request.of("3", "ann", "deployed"));
      assertThat(run.getResult(String.class)).isEqualTo("0 1 2 3 = 4");
    }
  }

  private static void rollOver(PatternEnv env, Pausable operator) {
    operator.pauseRollOver(Request.of("2", "ann", "deploy"));
    env.await("a new run", () -> operator.pauseStatus().run() == 1);
  }

  private WorkflowStub begin(PatternEnv env) {
    Journey journey =
        env.client()
            .newWorkflowStub(
                Journey.class, WorkflowOptions.newBuilder().setTaskQueue(queue).build());
    WorkflowClient.start(journey::run, Job.of(new Route(4, Duration.ofMillis(1_500))));
    return WorkflowStub.fromTyped(journey);
  }

  private Process deploy(PatternEnv env, String deployment, Class<?> build) throws IOException {
    Process process =
        WorkerProcess.start(env.client(), queue, deployment, build.getSimpleName(), build);
    processes.add(process);
    if (!deployment.isEmpty()) {
      Builds.of(env.client(), deployment).makeCurrent(build.getSimpleName());
    }
    return process;
  }
}
