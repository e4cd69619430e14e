// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a benchmark. A ratio is the median over pairs that were measured side by side; it
 * counts as not measured if the middle half of the pairs scatters by more than a quarter of it.
 */
public final class Figures {
  private static final double MOST_SCATTER = 0.25;

  private final PrintStream out;
  private final Map<String, @Nullable Object> figures = new LinkedHashMap<>();
  private final List<String> notMeasured = new ArrayList<>();

  /** Prints each pair there. */
  public Figures(PrintStream out) {
    this.out = out;
  }

  /** Adds a figure that is no ratio of pairs. */
  public void put(String name, Object value) {
    figures.put(name, value instanceof Double number ? (Object) rounded(number) : value);
  }

  /** Adds the median of ratios of pairs. */
  public void ratio(String name, List<Double> pairs) {
    double median = quantile(pairs, 0.5);
    double scatter = (quantile(pairs, 0.75) - quantile(pairs, 0.25)) / median;
    boolean isMeasured = scatter <= MOST_SCATTER;
    out.printf(
        "  %s: %.3f of [%s], scatter %.0f %%%s%n",
        name,
        median,
        pairs.stream().map("%.3f"::formatted).collect(Collectors.joining(" ")),
        100 * scatter,
        isMeasured ? "" : ": NOT MEASURED");
    figures.put(name, isMeasured ? (Object) rounded(median) : null);
    if (!isMeasured) {
      notMeasured.add(name);
    }
  }

  /** All of them; those that are not measured are null and named at the end. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(figures);
    if (!notMeasured.isEmpty()) {
      all.put("notMeasured", List.copyOf(notMeasured));
    }
    return all;
  }

  /** The median of values. */
  public static double median(List<Double> values) {
    return quantile(values, 0.5);
  }

  private static double quantile(List<Double> values, double part) {
    List<Double> sorted = values.stream().sorted().toList();
    double place = part * (sorted.size() - 1);
    double below = sorted.get((int) place);
    double above = sorted.get((int) Math.ceil(place));
    return below + (above - below) * (place - Math.floor(place));
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
