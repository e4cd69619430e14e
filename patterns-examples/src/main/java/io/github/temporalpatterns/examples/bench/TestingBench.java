// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import io.github.temporalpatterns.examples.runtime.BadInput;
import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.sweep.FaultSweep;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What a test costs with the kit, in milliseconds of this warm process, beside the SDK's own means:
 * an environment with a run of three activities, a run of a fault sweep, a replayed history. With
 * the kit, the first also replays the run at each workflow task and once more at the end.
 */
final class TestingBench {
  /** After 15 the compiler is still at work, and a test takes twice as long. */
  private static final int WARM_UP = 200;

  private static final int ROUNDS = 41;
  private static final int HISTORIES = 50;
  private static final int FEW = 12;
  private static final String QUEUE = "bench";

  /**
   * Reports calls that a closing server no longer answers; held here, or its level is forgotten.
   */
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  private final PrintStream out;

  TestingBench(PrintStream out) {
    this.out = out;
  }

  Map<String, Object> run() {
    GRPC.setLevel(Level.OFF);
    Map<String, Object> figures = new LinkedHashMap<>();
    double env = median(TestingBench::kitRun, WARM_UP, ROUNDS);
    double plain = median(TestingBench::plainRun, FEW, FEW);
    figures.put("envMs", round(env));
    figures.put("plainEnvMs", round(plain));
    figures.put("envVsPlain", round(env / plain));
    out.printf("a test with three activities: %.1f ms, by hand %.1f ms%n", env, plain);
    sweep();
    List<Double> sweeps = sweep();
    double perRun = sweeps.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    figures.put("sweepMsPerRun", round(perRun));
    out.printf("a fault sweep of %d runs: %.1f ms each%n", sweeps.size(), perRun);
    replays(figures);
    return figures;
  }

  private static void kitRun() {
    try (PatternEnv env = open()) {
      requireDone(env.scenario(ThreeSteps.class).<String>run(s -> s.run("a")));
    }
  }

  private static PatternEnv open() {
    PatternEnv env =
        PatternEnv.open(
            PatternEnvOptions.newBuilder()
                .setServer(PatternEnvOptions.Server.EMBEDDED)
                .setWorkflows(ThreeSteps.Impl.class)
                .build());
    env.register(new ThreeSteps.FastWork());
    return env;
  }

  /** What a test without the kit does. */
  private static void plainRun() {
    try (TestWorkflowEnvironment env = TestWorkflowEnvironment.newInstance()) {
      Worker worker = env.newWorker(QUEUE);
      worker.registerWorkflowImplementationTypes(ThreeSteps.Impl.class);
      worker.registerActivitiesImplementations(new ThreeSteps.FastWork());
      env.start();
      ThreeSteps run =
          env.getWorkflowClient()
              .newWorkflowStub(
                  ThreeSteps.class, WorkflowOptions.newBuilder().setTaskQueue(QUEUE).build());
      requireDone(run.run("a"));
    }
  }

  private static void requireDone(String result) {
    if (!result.equals("a...")) {
      throw new IllegalStateException("the workflow returned " + result);
    }
  }

  /** The time of each run of a sweep. */
  private static List<Double> sweep() {
    try (Stream<DynamicTest> tests =
        FaultSweep.of(ThreeSteps.Impl.class)
            .tests(
                env -> {
                  env.register(new ThreeSteps.FastWork());
                  env.scenario(ThreeSteps.class).start(s -> s.run("a")).end();
                })) {
      return tests.map(test -> millis(() -> assertDoesNotThrow(test.getExecutable()))).toList();
    }
  }

  private void replays(Map<String, Object> figures) {
    Path folder = newFolder();
    try (PatternEnv env = open()) {
      Scenario<ThreeSteps> run = env.scenario(ThreeSteps.class).start(s -> s.run("a"));
      requireDone(run.result(String.class));
      IntStream.range(0, HISTORIES).forEach(i -> Histories.record(run, folder, "run-" + i));
      double kit = median(() -> Histories.replayAll(folder, env), FEW, FEW) / HISTORIES;
      double plain = median(() -> replayPlain(run), 1, FEW);
      figures.put("replayMsPerHistory", round(kit));
      figures.put("plainReplayMsPerHistory", round(plain));
      out.printf("a replayed history: %.2f ms, by hand %.1f ms%n", kit, plain);
    } finally {
      delete(folder);
    }
  }

  private static void replayPlain(Scenario<ThreeSteps> run) {
    try {
      WorkflowReplayer.replayWorkflowExecution(run.history(), ThreeSteps.Impl.class);
    } catch (Exception e) {
      throw new IllegalStateException("the history does not replay", e);
    }
  }

  private static double median(Runnable work, int warmUp, int rounds) {
    IntStream.range(0, warmUp).forEach(i -> work.run());
    double[] times = IntStream.range(0, rounds).mapToDouble(i -> millis(work)).toArray();
    Arrays.sort(times);
    return times[times.length / 2];
  }

  private static double millis(Runnable work) {
    long before = System.nanoTime();
    work.run();
    return (System.nanoTime() - before) / 1e6;
  }

  private static double round(double value) {
    return Math.round(value * 100) / 100.0;
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("patterns-bench");
    } catch (IOException e) {
      throw new BadInput("there is no place for the histories: " + e.getMessage(), e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
