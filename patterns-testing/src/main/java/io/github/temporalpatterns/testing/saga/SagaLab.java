// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import io.github.temporalpatterns.testing.Check;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.temporal.activity.Activity;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.Functions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An environment in which scripted sagas run, each against a world of its own.
 *
 * <p>In real time on every server: an activity that never answers is then timed out by the server
 * itself, and nothing else has to pretend.
 */
final class SagaLab implements AutoCloseable {
  /** How long a failed task waits for its retry on the embedded server; the default is 10 s. */
  private static final Duration TASK = Duration.ofSeconds(2);

  private final PatternEnv env;
  private final Map<String, SagaWorld> worlds = new ConcurrentHashMap<>();
  private volatile @Nullable SagaWorld newest;

  SagaLab(Functions.Func<ScriptedSaga> subject, Consumer<PatternEnvOptions.Builder> settings) {
    this(subject, settings, WorkflowImplementationOptions.getDefaultInstance());
  }

  SagaLab(
      Functions.Func<ScriptedSaga> subject,
      Consumer<PatternEnvOptions.Builder> settings,
      WorkflowImplementationOptions options) {
    PatternEnvOptions.Builder server =
        PatternEnvOptions.newBuilder()
            .setTime(PatternEnvOptions.Time.REAL)
            // One rule is about an undo that no worker knows.
            .setUnchecked(Check.SCRIPTS)
            .setRunTimeout(Duration.ofMinutes(5));
    settings.accept(server);
    env = PatternEnv.open(server.build());
    env.worker().registerWorkflowFactory(ScriptedSaga.class, subject, options);
    env.worker().registerWorkflows(SagaBranch.Impl.class, SagaBranch.BackImpl.class);
    env.register(new Participant());
  }

  PatternEnv env() {
    return env;
  }

  /** Prepares a run that has not started, so that its faults can be set. */
  SagaRun prepare(SagaScript script) {
    SagaWorld world = new SagaWorld(this::cancelAndWait);
    worlds.put(script.id(), world);
    newest = world;
    return new SagaRun(
        script,
        env.scenario(ScriptedSaga.class)
            .configure(options -> options.setWorkflowId(script.id()).setWorkflowTaskTimeout(TASK)),
        world);
  }

  SagaRun run(SagaScript script) {
    return prepare(script).perform();
  }

  @Override
  public void close() {
    env.close();
  }

  /**
   * The embedded server loses a run whose cancel request and whose end of the cancelled activity
   * cross; so the activity goes on when the run has answered.
   */
  private void cancelAndWait(String workflowId) {
    WorkflowStub run = env.client().newUntypedWorkflowStub(workflowId);
    run.cancel("cancelled by the contract");
    env.await(
        "the run to notice its cancellation",
        () -> noticed(env.client().fetchHistory(workflowId).getEvents()));
  }

  static boolean noticed(List<HistoryEvent> history) {
    boolean requested = false;
    for (HistoryEvent event : history) {
      requested |= event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED;
      if (requested && event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED) {
        return true;
      }
    }
    return false;
  }

  /** Passes each call to the world of its run; a child's to the newest. */
  private final class Participant implements SagaParticipant {

    @Override
    public String apply(String step, String key) {
      return world().apply(step, key);
    }

    @Override
    public void undo(String step, String key, @Nullable String reservation) {
      world().undo(step, key, reservation);
    }

    @Override
    public void confirm(String step, String key) {
      world().confirm(step, key);
    }

    private SagaWorld world() {
      String id = Activity.getExecutionContext().getInfo().getWorkflowId();
      SagaWorld world = worlds.getOrDefault(id, newest);
      if (world == null) {
        throw new IllegalStateException("no world has the run " + id);
      }
      return world;
    }
  }
}
