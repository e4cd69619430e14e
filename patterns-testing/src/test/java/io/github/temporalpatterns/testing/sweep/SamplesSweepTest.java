// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import static io.temporal.api.enums.v1.WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.fanout.ChunkedFanOut;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions.Server;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.activity.Attempt;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** No fault at any point accuses a correct workflow, whatever it is made of. */
@Timeout(120)
class SamplesSweepTest {

  @TestFactory
  Stream<DynamicTest> itemsOfWhichSomeMayFail() {
    return sweep(Samples.Items.class)
        .kinds(FaultKind.CANCEL, FaultKind.CANCEL_BEFORE_EFFECT, FaultKind.FAILURE)
        .tests(env -> run(env, new World()));
  }

  @TestFactory
  Stream<DynamicTest> aChildForEachItem() {
    return sweep(Samples.Children.class)
        .kinds(FaultKind.CANCEL, FaultKind.FAILURE)
        .tests(env -> run(env, new World()));
  }

  @TestFactory
  Stream<DynamicTest> callsAtOnce() {
    return sweep(Samples.All.class).kinds(FaultKind.CANCEL).tests(env -> run(env, new World()));
  }

  @TestFactory
  Stream<DynamicTest> aRaceWhoseLoserIsCancelled() {
    return sweep(Samples.First.class)
        .kinds(FaultKind.CRASH, FaultKind.CANCEL, FaultKind.NON_RETRYABLE)
        .tests(env -> run(env, new World()));
  }

  @TestFactory
  Stream<DynamicTest> stepsThatAreUndone() {
    return sweep(Samples.Undone.class)
        .kinds(FaultKind.CANCEL, FaultKind.NON_RETRYABLE)
        .tests(SamplesSweepTest::doneOrUndone);
  }

  /** A local activity is a part of its workflow task: a crash there lets it act again. */
  @TestFactory
  Stream<DynamicTest> localActivities() {
    return sweep(Samples.Locals.class)
        .kinds(FaultKind.CRASH, FaultKind.CANCEL, FaultKind.NON_RETRYABLE)
        .tests(SamplesSweepTest::doneOrUndone);
  }

  @TestFactory
  Stream<DynamicTest> roundsThatContinueAsNew() {
    return sweep(Samples.Rounds.Impl.class)
        .kinds(FaultKind.CRASH, FaultKind.LOST_RESULT)
        .tests(
            env -> {
              env.register(new World());
              List<String> rounds = env.scenario(Samples.Rounds.class).run(r -> r.run(List.of()));
              assertThat(rounds).hasSize(3);
            });
  }

  @TestFactory
  Stream<DynamicTest> anUpdateUnderALock() {
    return sweep(Samples.Approval.Impl.class)
        .signal("note", "hello")
        .kinds(FaultKind.CRASH, FaultKind.CANCEL, FaultKind.SIGNAL)
        .tests(
            env -> {
              env.register(new World());
              Scenario<Samples.Approval> run =
                  env.scenario(Samples.Approval.class).start(Samples.Approval::run);
              try {
                assertThat(run.stub().approve("ann")).isEqualTo("ann");
              } catch (WorkflowUpdateException | WorkflowNotFoundException cancelled) {
                // A run that was cancelled meanwhile answers no more.
              }
              run.end();
            });
  }

  private static FaultSweep sweep(Class<?> workflow) {
    List<Class<?>> workflows = new ArrayList<>(List.of(workflow, Samples.Child.Impl.class));
    workflows.addAll(List.of(ChunkedFanOut.workflows()));
    return FaultSweep.of(workflows.toArray(Class<?>[]::new))
        .options(options -> options.setServer(Server.EMBEDDED))
        .pairs(0);
  }

  private static Scenario<Samples.Sample> run(PatternEnv env, World world) {
    env.register(world);
    Scenario<Samples.Sample> run = env.scenario(Samples.Sample.class).start(Samples.Sample::run);
    if (run.end() == WORKFLOW_EXECUTION_STATUS_COMPLETED) {
      List<?> done = run.result(List.class);
      assertThat(done).isNotEmpty();
    }
    return run;
  }

  private static void doneOrUndone(PatternEnv env) {
    World world = new World();
    Scenario<?> run = run(env, world);
    boolean undone = run.attempts().of("Undo").that(Attempt.Outcome.FAILED).count() == 0;
    if (run.status() != WORKFLOW_EXECUTION_STATUS_COMPLETED && undone) {
      assertThat(world.standing).isEmpty();
    }
  }

  /** What was done to it. */
  static final class World implements Samples.Site {
    private static final int BEATS = 5;

    private final Set<String> standing = ConcurrentHashMap.newKeySet();

    @Override
    public String work(String item) {
      if (item.equals("refused")) {
        throw ApplicationFailure.newNonRetryableFailure("no", "NO");
      }
      if (item.equals("slow")) {
        beat();
      }
      standing.add(item);
      return item;
    }

    private static void beat() {
      for (int i = 0; i < BEATS; i++) {
        Activity.getExecutionContext().heartbeat(i);
      }
    }

    @Override
    public void undo(String item) {
      standing.remove(item);
    }
  }
}
