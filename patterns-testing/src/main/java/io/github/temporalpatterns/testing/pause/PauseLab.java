// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import io.github.temporalpatterns.testing.Contracts;
import io.github.temporalpatterns.testing.Gates;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.failure.ApplicationFailure;
import java.util.List;

/**
 * An environment whose steps do what their name says: {@code fail...} fails, {@code gate...} goes
 * on when its gate is opened or it is cancelled, anything else succeeds at once.
 *
 * <p>In real time on every server: what waits here is no timer.
 */
final class PauseLab implements AutoCloseable {
  private final PatternEnv env;
  private final Gates gates = new Gates();

  PauseLab(PauseContract contract, String name) {
    this(contract, name, PatternEnvOptions.Replay.EVERY_TASK);
  }

  /** A run of thousands of events is replayed at its end only. */
  PauseLab(PauseContract contract, String name, PatternEnvOptions.Replay replay) {
    env = PatternEnv.open(Contracts.options(name, contract.patience()).setReplay(replay).build());
    env.worker().registerWorkflows(contract.runner());
    env.register(new Site());
  }

  PatternEnv env() {
    return env;
  }

  Scenario<ScriptedRunner> start(ScriptedRunner.Plan plan) {
    return env.scenario(ScriptedRunner.class).start(runner -> runner.run(plan));
  }

  /** Lets a step go on. */
  void open(String step) {
    gates.open(step);
  }

  /** Waits until a step is under way. */
  void awaitStarted(String step) {
    env.await(step + " to start", () -> steps().contains(step));
  }

  /** The steps whose attempts have started, in that order. */
  List<Object> steps() {
    return arguments("step");
  }

  /** The outcomes that were cleaned up after. */
  List<Object> cleanups() {
    return arguments("cleanup");
  }

  private List<Object> arguments(String activity) {
    return env.attempts().of(activity).list().stream()
        .map(attempt -> attempt.arguments().get(0))
        .toList();
  }

  @Override
  public void close() {
    env.close();
  }

  private final class Site implements StepSite {
    @Override
    public String step(String step) {
      if (step.startsWith("fail")) {
        throw ApplicationFailure.newNonRetryableFailure(step + " is refused", "REFUSED");
      }
      if (step.startsWith("gate")) {
        gates.pass(step);
      }
      return step;
    }

    @Override
    public void cleanup(String outcome) {
      // that it was called is all there is to see
    }
  }
}
