// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.coverage;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** How often each thing of one workflow type ended in each way. */
final class WorkflowTally {

  /** One thing: an activity type, a signal, a timer. */
  record Row(Section section, String name, Map<String, Integer> ends) {

    /** All ends to show: the expected ones, then others that occurred. */
    Set<String> columns() {
      Set<String> columns = new LinkedHashSet<>(section.expected());
      columns.addAll(ends.keySet());
      return columns;
    }

    int count(String end) {
      return ends.getOrDefault(end, 0);
    }

    List<String> missing() {
      return section.expected().stream().filter(end -> count(end) == 0).toList();
    }
  }

  private final Map<Section, Map<String, Map<String, Integer>>> counts = new TreeMap<>();

  /** Notes that a thing exists, exercised or not. */
  void declare(Section section, String name) {
    ends(section, name);
  }

  void count(Section section, String name, String end) {
    add(section, name, end, 1);
  }

  void addAll(WorkflowTally other) {
    other
        .rows()
        .forEach(
            row -> {
              declare(row.section(), row.name());
              BiConsumer<String, Integer> add =
                  (end, times) -> add(row.section(), row.name(), end, times);
              row.ends().forEach(add);
            });
  }

  /** The names of things of a kind. */
  Set<String> names(Section section) {
    return counts.getOrDefault(section, Map.of()).keySet();
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    counts.forEach(
        (section, names) -> names.forEach((name, ends) -> rows.add(new Row(section, name, ends))));
    return rows;
  }

  private void add(Section section, String name, String end, int times) {
    ends(section, name).merge(end, times, Integer::sum);
  }

  private Map<String, Integer> ends(Section section, String name) {
    return counts
        .computeIfAbsent(section, s -> new TreeMap<>())
        .computeIfAbsent(name, n -> new TreeMap<>());
  }
}
