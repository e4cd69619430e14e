// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.WorkerProcess;
import io.github.temporalpatterns.versioning.Builds;
import io.github.temporalpatterns.versioning.Builds.Drain;
import io.github.temporalpatterns.versioning.Builds.Phase;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflowservice.v1.PauseWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.UnpauseWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Two builds of a worker in two processes, and runs that meet both. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class BuildsTest {
  private static final Class<?>[] FIRST = {
    Errands.FirstBrief.class, Errands.FirstLasting.class, Errands.FirstEndless.class
  };
  private static final Class<?>[] SECOND = {
    Errands.SecondBrief.class, Errands.SecondLasting.class, Errands.SecondEndless.class
  };

  private final String name = "errands-" + UUID.randomUUID();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void killProcesses() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  @Tag("real-server-only")
  @EnabledIfSystemProperty(
      named = "patterns.test.devServer",
      matches = ".+",
      disabledReason = "other servers look at drainage every few minutes only")
  void everyRunFindsItsBuildAndTheOldOneDrains() throws Exception {
    try (PatternEnv env = open()) {
      Builds builds = Builds.of(env.client(), name);
      assertThatThrownBy(() -> builds.drain("1"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no worker of build \"1\" of deployment \"" + name + "\"");
      deploy(env, "1", FIRST);
      builds.makeCurrent("1");
      WorkflowStub brief = begin(env, "Brief");
      WorkflowStub lasting = begin(env, "Lasting");
      WorkflowStub endless = begin(env, "Endless", "");

      deploy(env, "2", SECOND);
      builds.ramp("2", 10);
      assertThat(builds.drain("2").phase()).isEqualTo(Phase.RAMPING);
      builds.makeCurrent("2");
      assertThat(result(lasting)).isEqualTo("as before, on the second");
      assertThat(result(endless)).isEqualTo("first second");
      assertThat(result(begin(env, "Brief"))).isEqualTo("second");
      assertThat(result(begin(env, "Lasting"))).isEqualTo("rested, on the second");

      env.await("the index", () -> builds.drain("1").openPinned() == 1);
      Drain open = builds.drain("1");
      assertThat(open.phase()).isEqualTo(Phase.DRAINING);
      assertThat(open.mayStop()).isFalse();
      assertThat(open.toString()).contains("keep its workers", "to watch: " + open.query());
      assertThat(env.client().listExecutions(open.query()))
          .extracting(run -> run.getExecution().getWorkflowId())
          .containsExactly(brief.getExecution().getWorkflowId());
      assertThat(builds.drain("2").mayStop()).isFalse();

      // To the server, a run that it holds is not running.
      pause(env, brief);
      env.await("the server not to see it", () -> builds.drain("1").phase() == Phase.DRAINED);
      assertThat(builds.drain("1").toString())
          .startsWith("build 1 is drained with 1 open runs pinned to it: keep its workers");
      unpause(env, brief);

      assertThat(result(brief)).isEqualTo("first");
      env.await("the drain", () -> builds.drain("1").mayStop());
      assertThat(builds.drain("1").toString())
          .startsWith("build 1 is drained with 0 open runs pinned to it: its workers may be stop");
    }
  }

  @Test
  void aBuildIsNeededWhileItGetsRunsOrHasThem() {
    assertThat(Stream.of(Phase.values()).filter(phase -> drain(phase, 0).mayStop()))
        .containsExactly(Phase.INACTIVE, Phase.DRAINED);
    assertThat(Stream.of(Phase.values()).filter(phase -> drain(phase, 1).mayStop())).isEmpty();
  }

  private static Drain drain(Phase phase, long openPinned) {
    return new Drain("1", phase, openPinned, "query");
  }

  @Test
  void aServerWithoutDeploymentsIsNamed() {
    try (PatternEnv env =
        PatternEnv.open(
            PatternEnvOptions.newBuilder().setServer(PatternEnvOptions.Server.EMBEDDED).build())) {
      Builds builds = Builds.of(env.client(), name).within(Duration.ofMillis(1));
      Stream.<Runnable>of(
              () -> builds.makeCurrent("1"), () -> builds.ramp("1", 50), () -> builds.drain("1"))
          .forEach(
              call ->
                  assertThatThrownBy(call::run)
                      .isInstanceOf(IllegalStateException.class)
                      .hasMessageStartingWith("this server has no worker deployments"));
      assertThatThrownBy(() -> builds.ramp("1", 101)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> builds.makeCurrent(" "))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("build must not be blank, was \" \"");
      assertThatThrownBy(() -> Builds.of(env.client(), "orders.eu"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("deployment must not contain \".\" or \":\", was \"orders.eu\"");
    }
  }

  private static PatternEnv open() {
    return PatternEnv.open(
        PatternEnvOptions.newBuilder()
            .setServer(PatternEnvOptions.Server.DEV_SERVER)
            .setTime(PatternEnvOptions.Time.REAL)
            .setWatchdog(Duration.ofSeconds(100))
            .build());
  }

  private void deploy(PatternEnv env, String build, Class<?>... workflows) throws IOException {
    processes.add(WorkerProcess.start(env.client(), name, name, build, workflows));
  }

  /** Starts a run, and waits until it waits. */
  private WorkflowStub begin(PatternEnv env, String type, Object... arguments) {
    WorkflowStub run =
        env.client()
            .newUntypedWorkflowStub(type, WorkflowOptions.newBuilder().setTaskQueue(name).build());
    run.start(arguments);
    String id = run.getExecution().getWorkflowId();
    env.await(
        type + " to have begun",
        () ->
            env.client()
                .streamHistory(id)
                .anyMatch(e -> e.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED));
    return run;
  }

  private static void pause(PatternEnv env, WorkflowStub run) {
    stub(env)
        .pauseWorkflowExecution(
            PauseWorkflowExecutionRequest.newBuilder()
                .setNamespace(env.client().getOptions().getNamespace())
                .setWorkflowId(run.getExecution().getWorkflowId())
                .setRequestId("1")
                .build());
  }

  private static void unpause(PatternEnv env, WorkflowStub run) {
    stub(env)
        .unpauseWorkflowExecution(
            UnpauseWorkflowExecutionRequest.newBuilder()
                .setNamespace(env.client().getOptions().getNamespace())
                .setWorkflowId(run.getExecution().getWorkflowId())
                .setRequestId("2")
                .build());
  }

  private static WorkflowServiceBlockingStub stub(PatternEnv env) {
    return env.client().getWorkflowServiceStubs().blockingStub();
  }

  private static String result(WorkflowStub run) {
    run.signal("go");
    return run.getResult(String.class);
  }
}
