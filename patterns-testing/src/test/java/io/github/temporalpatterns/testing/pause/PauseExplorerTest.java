// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.pause.Pausable;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.Pausable.Status;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.explore.Explorer;
import io.github.temporalpatterns.testing.pause.ScriptedRunner.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pauses, resumptions, roll-overs, crashes and time in random order, against a stopwatch: an hour
 * of active time is a step, and no other time counts.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class PauseExplorerTest {
  @TempDir Path folder;

  @Test
  void keepsStepsTimeAndRequestsWhateverHappens() {
    Explorer.of("pause", World::new)
        .action("pause", World::pause)
        .action("resume", World::resume)
        .action("again", World::again)
        .action("rollOver", World::rollOver)
        .action("crash", World::crash)
        .action("time", List.of("PT17M", "PT83M", "PT5H7M"), World::time)
        .invariant("it is where it should be", World::agrees)
        .atEnd("each step was done once", World::stop)
        .sequences(3)
        .steps(8)
        .seed(20261123)
        .saveTo(folder)
        .explore();
  }

  /** A run of forty steps, an hour apart, and what should be true of it. */
  private static final class World implements AutoCloseable {
    private final PatternEnv env = PatternEnv.open(DefaultRunner.class);
    private final Scenario<ScriptedRunner> run;
    private final Pausable operator;
    private final List<String> performed = new ArrayList<>();
    private Request last = request(0);
    private int requests;
    private boolean held;
    private int rolled;
    private Duration active = Duration.ZERO;

    World() {
      env.register(
          new StepSite() {
            @Override
            public String step(String step) {
              performed.add(step);
              return step;
            }

            @Override
            public void cleanup(String outcome) {
              performed.add(outcome);
            }
          });
      Plan plan =
          Plan.of(IntStream.range(0, 40).mapToObj(i -> "s" + i).toArray(String[]::new))
              .delay(Duration.ofHours(1));
      run = env.scenario(ScriptedRunner.class).start(runner -> runner.run(plan));
      operator = run.stub(Pausable.class);
      awaitSteps(1);
    }

    /** A step that is performed is not yet reported, and a crash would lose the report. */
    private void awaitSteps(long count) {
      run.await("step " + count, () -> performed.size() >= count);
      run.await("its report", () -> operator.pauseStatus().inFlight() == 0);
    }

    private static Request request(int number) {
      return Request.of("r" + number, "ann", "exploring");
    }

    private Request next() {
      last = request(++requests);
      return last;
    }

    void pause() {
      assertThat(operator.pauseRequest(next()).effect()).startsWith(held ? "no change: " : "PAUS");
      held = true;
    }

    void resume() {
      assertThat(operator.pauseResume(next()).effect())
          .isEqualTo(held ? "RUNNING" : "no change: RUNNING");
      held = false;
    }

    /** Whatever the newest request was for: as a pause it is a repetition or refused. */
    void again() {
      if (requests > 0) {
        operator.signalPause(last);
      }
    }

    void rollOver() {
      operator.pauseRollOver(next());
      rolled++;
      run.await("a new run", () -> operator.pauseStatus().run() == rolled);
    }

    void crash() {
      env.killWorker();
      env.startWorker();
    }

    void time(String duration) {
      Duration time = Duration.parse(duration);
      env.clock().advance(time);
      active = held ? active : active.plus(time);
    }

    void agrees() {
      awaitSteps(active.toHours() + 1);
      if (held) {
        run.await("the pause", () -> operator.pauseStatus().phase() == Phase.PAUSED);
      }
      Status status = operator.pauseStatus();
      assertThat(status.phase()).isEqualTo(held ? Phase.PAUSED : Phase.RUNNING);
      assertThat(performed).hasSize((int) active.toHours() + 1);
      assertThat(status.run()).isEqualTo(rolled);
    }

    void stop() {
      operator.pauseStop(next());
      List<String> done = PauseRules.result(run);
      assertThat(done).hasSize((int) active.toHours() + 1);
      assertThat(performed).hasSize(done.size() + 1).startsWith(done.toArray(String[]::new));
      assertThat(performed).endsWith("STOPPED");
    }

    @Override
    public void close() {
      env.close();
    }
  }
}
