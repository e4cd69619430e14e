// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.github.temporalpatterns.testing.Histories;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.github.temporalpatterns.testing.sweep.VersionChoice.Range;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * Repeats a test with every combination of versions that its workflows support.
 *
 * <p>Client side, tests only. A run that began before a change keeps to its old branch for as long
 * as it lives, so each branch that {@code Workflow.getVersion} still supports must work, beside
 * each branch of every other change. The changes are those that the test meets with the newest and
 * with the oldest versions. A change that it meets only with other versions is swept within their
 * test. Every run is replayed.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> everyVersion() {
 *   return VersionSweep.of(OrderWorkflowImpl.class)
 *       .tests(
 *           env -> {
 *             env.canned(Payments.class).on(Payments::charge).returns("c1");
 *             String charge = env.scenario(OrderWorkflow.class).run(o -> o.place("book"));
 *             assertThat(charge).isEqualTo("c1");
 *           });
 * }
 * }</pre>
 *
 * <p>Each dynamic test is named after its versions, {@code [newTax=-1, pickup=2]}, where -1 is the
 * code before the change. <b>Threads</b>: for use by the thread of the test.
 */
public final class VersionSweep {
  private static final int MOST_TESTS = 256;

  private Consumer<PatternEnvOptions.Builder> options;

  /** A test of runs that take these versions. */
  private interface Swept {
    void accept(PatternEnv env, Map<String, Integer> versions) throws Throwable;
  }

  private VersionSweep(Consumer<PatternEnvOptions.Builder> options) {
    this.options = options;
  }

  /**
   * Prepares a sweep.
   *
   * @param workflows implementation classes for the main worker of each run
   * @return a sweep
   */
  public static VersionSweep of(Class<?>... workflows) {
    return new VersionSweep(options -> options.setWorkflows(workflows));
  }

  /**
   * Changes the options of each run's environment.
   *
   * @param change what to set, except the options of workers
   * @return this sweep
   */
  public VersionSweep options(Consumer<PatternEnvOptions.Builder> change) {
    this.options = options.andThen(change);
    return this;
  }

  /**
   * Finds the changes and returns a test for each combination of their versions, to be returned by
   * a {@link org.junit.jupiter.api.TestFactory} method. Version 0 of a change that begins with -1
   * is left out: versions count from 1.
   *
   * @param test prepares an environment, runs a workflow in it and asserts what must hold in every
   *     version
   * @return the tests
   * @throws AssertionError if the test meets no change, or there are more than 256 combinations
   */
  public Stream<DynamicTest> tests(ThrowingConsumer<PatternEnv> test) {
    return combinations(test).stream()
        .map(
            versions ->
                DynamicTest.dynamicTest(
                    name(versions, ", ", "[", "]"),
                    () -> sweep(versions, (env, all) -> test.accept(env))));
  }

  /**
   * Keeps a golden history for each combination of versions: returns a test for each that compares
   * its run with the one that is recorded in a folder, as {@link Histories#golden} does. The file
   * is named after the versions, {@code newTax=-1,pickup=2.json}. {@link Histories#tests} replays
   * the files, and each beginning of them.
   *
   * @param folder the folder, made if it does not exist
   * @param path prepares an environment, runs a workflow to its end and returns its scenario
   * @return the tests
   * @throws AssertionError if the path meets no change, or there are more than 256 combinations
   */
  public Stream<DynamicTest> golden(Path folder, Function<PatternEnv, Scenario<?>> path) {
    return combinations(env -> path.apply(env).execution()).stream()
        .map(
            versions ->
                DynamicTest.dynamicTest(
                    name(versions, ", ", "[", "]"),
                    () ->
                        sweep(
                            versions,
                            (env, all) -> Histories.golden(path.apply(env), folder, file(all)))));
  }

  private List<Map<String, Integer>> combinations(ThrowingConsumer<PatternEnv> test) {
    Map<String, Range> changes = new TreeMap<>();
    Throwable failure = null;
    for (int otherwise : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      VersionChoice choice = new VersionChoice(Map.of(), otherwise);
      // Whether the test passes is for the tests to say; here it only shows its changes.
      failure = Assertions.catchThrowable(() -> run(choice, test));
      choice.asked().forEach((change, range) -> changes.merge(change, range, Range::and));
    }
    if (changes.isEmpty()) {
      throw new AssertionError(
          "the test meets 0 changes: let it run a workflow that asks for a version", failure);
    }
    return few(changes, failure);
  }

  private static List<Map<String, Integer>> few(
      Map<String, Range> changes, @Nullable Throwable failure) {
    List<Map<String, Integer>> combinations = combinations(changes);
    if (combinations.size() > MOST_TESTS) {
      throw new AssertionError(
          "the test meets %d changes with more than %d combinations of versions: %s; let it meet fewer, two rounds of a loop with keys for instance"
              .formatted(changes.size(), MOST_TESTS, changes.keySet()),
          failure);
    }
    return combinations;
  }

  /** Runs a combination, and within its test what is met by this combination alone. */
  private void sweep(Map<String, Integer> versions, Swept test) throws Throwable {
    VersionChoice choice = new VersionChoice(versions, Integer.MAX_VALUE);
    run(choice, env -> test.accept(env, versions));
    Map<String, Range> more = new TreeMap<>(choice.asked());
    more.keySet().removeAll(versions.keySet());
    if (more.isEmpty()) {
      return;
    }
    for (Map<String, Integer> further : few(more, null)) {
      Map<String, Integer> all = new TreeMap<>(versions);
      all.putAll(further);
      Throwable failure = Assertions.catchThrowable(() -> sweep(all, test));
      if (failure != null) {
        failure.addSuppressed(new AssertionError("with " + name(all, ", ", "[", "]")));
        throw failure;
      }
    }
  }

  private void run(VersionChoice choice, ThrowingConsumer<PatternEnv> test) throws Throwable {
    PatternEnvOptions.Builder builder = PatternEnvOptions.newBuilder().setName("version-sweep");
    options.accept(builder);
    builder.setWorkerOptions(worker -> worker.setPreferredVersionProvider(choice));
    try (PatternEnv env = PatternEnv.open(builder.build())) {
      test.accept(env);
    }
  }

  private static List<Map<String, Integer>> combinations(Map<String, Range> changes) {
    List<Map<String, Integer>> all = List.of(Map.of());
    for (Map.Entry<String, Range> change : changes.entrySet()) {
      Range range = change.getValue();
      all =
          all.stream()
              .flatMap(
                  some ->
                      IntStream.rangeClosed(range.oldest(), range.newest())
                          .filter(version -> version != 0 || range.oldest() == 0)
                          .mapToObj(version -> with(some, change.getKey(), version)))
              .limit(MOST_TESTS + 1)
              .toList();
    }
    return all;
  }

  private static Map<String, Integer> with(Map<String, Integer> some, String change, int version) {
    Map<String, Integer> more = new TreeMap<>(some);
    more.put(change, version);
    return more;
  }

  /** Without what a file system does not take. */
  private static String file(Map<String, Integer> versions) {
    return name(versions, ",", "", "").replaceAll("[^\\w=,.#-]", "_");
  }

  private static String name(
      Map<String, Integer> versions, String between, String before, String after) {
    return versions.entrySet().stream()
        .map(Map.Entry::toString)
        .collect(Collectors.joining(between, before, after));
  }
}
