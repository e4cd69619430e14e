// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.PatternOperator;
import io.github.temporalpatterns.PatternOperator.NotObeyedException;
import io.github.temporalpatterns.pause.ActiveTimer;
import io.github.temporalpatterns.pause.LongRunningWorkflow;
import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.Pausable.Status;
import io.github.temporalpatterns.pause.PauseFleet;
import io.github.temporalpatterns.pause.PauseGate;
import io.github.temporalpatterns.pause.PauseOptions;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;

/** Uses of a pausable long-runner, for its page. */
final class PauseUses {
  private static final ActivityOptions ACTIVITIES =
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(5)).build();

  private PauseUses() {}

  /** What is done with files. */
  @ActivityInterface
  interface Files {
    void copy(String file);

    void removeHalves();

    long copyPart(long part);
  }

  /** A block. */
  static class CopyAll {
    private final Files files = Workflow.newActivityStub(Files.class, ACTIVITIES);

    // region gate
    private final PauseGate gate = PauseGate.create();

    public int copyAll(List<String> names) {
      return gate.run(() -> copy(names), outcome -> files.removeHalves());
    }

    private int copy(List<String> names) {
      int done = 0;
      while (done < names.size() && gate.checkpoint()) {
        String name = names.get(done);
        gate.perform(() -> files.copy(name));
        gate.progress(new Progress(++done, (long) names.size(), null));
      }
      return done;
    }
    // endregion
  }

  /** A gate's timers and policies. */
  static class Extras {
    private final PauseGate gate = PauseGate.create();

    boolean inTime() {
      // region timer
      ActiveTimer deadline = gate.timer("deadline", Duration.ofDays(3));
      return !deadline.isOver();
      // endregion
    }

    void policies(Failures failures) {
      // region policy
      gate.pauseWhen(() -> failures.ratio() > 0.1 ? "one in ten fails" : null);
      // endregion
    }
  }

  /** A step that is a child workflow, which is a long-runner itself. */
  static class Parts {
    private final PauseGate gate = PauseGate.create();
    private final Count part = Workflow.newChildWorkflowStub(Count.class);

    long copyPart(LongRunningWorkflow.Job<Plan, Long> job) {
      // region child
      Promise<Long> end = Async.function(part::run, job);
      long bytes = gate.await(gate.trackChild(Workflow.getWorkflowExecution(part), end));
      // endregion
      return bytes;
    }
  }

  /** What a policy may look at. */
  interface Failures {
    double ratio();
  }

  /** The seed job's configuration. */
  record Plan(long steps, Duration delay) {}

  static PauseOptions options() {
    // region options
    return PauseOptions.newBuilder()
        .setSafePointsPerRun(1_000)
        .setMaximumPause(Duration.ofDays(90), Pausable.Verb.STOP)
        .setCleanupBudget(Duration.ofMinutes(2))
        .build();
    // endregion
  }

  static void operate(WorkflowClient client, String workflowId) {
    // region operate
    Pausable operator = PatternOperator.of(client).at(Pausable.class, workflowId);
    operator.pauseRequest(Request.of("ticket-7", "ann", "the disk is full"));
    operator.pauseResume(Request.of("ticket-7b", "ann", "try two").safePoints(2));
    operator.pauseRequest(Request.of("ticket-8", "bob", "month end").lasting(Duration.ofHours(12)));
    operator.pauseStop(Request.of("ticket-9", "ann", "no longer needed"));

    Status status = operator.pauseStatus();
    System.out.printf(
        "%s, %d done, %s left%n", status.phase(), status.progress().done(), status.left());
    // endregion
  }

  static void complain(Pausable operator) {
    // region refused
    try {
      operator.pauseResume(Request.of("ticket-7", "ann", "the disk is empty again"));
    } catch (NotObeyedException e) {
      System.out.println(e.why() + ": " + e.getMessage());
    }
    // endregion
  }

  static void freeze(WorkflowClient client) {
    // region fleet
    PauseFleet.of(client, "WorkflowType = 'ReindexWorkflow' AND ExecutionStatus = 'Running'")
        .pace(Duration.ofMillis(50))
        .pause(Request.of("ticket-7", "ann", "the database moves"))
        .forEach((id, answer) -> System.out.println(id + " " + answer));
    // endregion
  }

  // region seed
  @WorkflowInterface
  public interface Count {
    @WorkflowMethod
    Long run(LongRunningWorkflow.Job<Plan, Long> job);
  }

  public static class CountImpl extends LongRunningWorkflow<Plan, Long, Long> implements Count {
    private final Files files = Workflow.newActivityStub(Files.class, ACTIVITIES);

    @WorkflowInit
    public CountImpl(Job<Plan, Long> job) {
      super(job, PauseOptions.newBuilder().build());
    }

    @Override
    protected Steps steps(Plan plan) {
      return Steps.of(plan.steps()).every(plan.delay());
    }

    @Override
    protected Long begin(Plan plan) {
      return 0L;
    }

    @Override
    protected Long step(long i, Long bytes) {
      return bytes + files.copyPart(i);
    }

    @Override
    protected Long result(Long bytes) {
      return bytes;
    }
  }
  // endregion
}
