// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.breaker;

import io.github.temporalpatterns.examples.bench.Figures;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The circuit breaker beside Resilience4j's: what a decision costs, and whether it is the same. */
public final class BreakerBench {
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
  public Map<String, @Nullable Object> run() {
    Figures figures = new Figures(out);
    out.println("a decision of ours, in parts of one of Resilience4j:");
    Decisions.ofCountWindow().run("decisionVsResilience4j", figures);
    Decisions.ofTimeWindow().run("timedDecisionVsResilience4j", figures);
    new Sequences(out).run().forEach(figures::put);
    return figures.toMap();
  }
}
