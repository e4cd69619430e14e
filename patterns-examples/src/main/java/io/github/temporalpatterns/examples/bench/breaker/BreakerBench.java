// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.breaker;

import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The circuit breaker beside Resilience4j's: what a decision costs, and whether it is the same. */
public final class BreakerBench {
  private static final int FORKS = 3;
  private static final int ITERATIONS = 5;

  private final PrintStream out;

  /**
   * Makes the benchmark.
   *
   * @param out for people
   */
  public BreakerBench(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs it, which takes two minutes.
   *
   * @return the figures
   */
  public Map<String, Object> run() {
    Map<String, Object> figures = new LinkedHashMap<>();
    Map<String, Double> nanos = decisions();
    double ours = nanos.getOrDefault("ours", Double.NaN);
    double theirs = nanos.getOrDefault("theirs", Double.NaN);
    out.printf("a decision: %.0f ns, Resilience4j %.0f ns%n", ours, theirs);
    figures.put("decisionVsResilience4j", Math.round(ours / theirs * 1000) / 1000.0);
    figures.putAll(new Sequences(out).run());
    figures.putAll(new ClusterBench(out).run());
    return figures;
  }

  private static Map<String, Double> decisions() {
    Collection<RunResult> results;
    try {
      results =
          new Runner(
                  new OptionsBuilder()
                      .include(Decision.class.getName())
                      .forks(FORKS)
                      .warmupIterations(ITERATIONS)
                      .warmupTime(TimeValue.seconds(1))
                      .measurementIterations(ITERATIONS)
                      .measurementTime(TimeValue.seconds(1))
                      .verbosity(VerboseMode.SILENT)
                      .build())
              .run();
    } catch (RunnerException e) {
      throw new IllegalStateException("the benchmark did not run", e);
    }
    return results.stream()
        .map(RunResult::getPrimaryResult)
        .collect(Collectors.toMap(result -> result.getLabel(), result -> result.getScore()));
  }
}
