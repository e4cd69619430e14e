// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.runs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs that an environment's clients started and its workers got, in this order. */
public final class RunLog {

  /** One run, and the workflow that started it as its child. */
  public record Run(
      String workflowId, String runId, String type, String taskQueue, @Nullable String parent) {}

  /** One query that a workflow answered. */
  public record Query(String workflowType, String name) {}

  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final List<Query> queries = new ArrayList<>();

  synchronized void add(Run run) {
    runs.putIfAbsent(run.runId(), run);
  }

  /** Notes a query, unless it is one of the SDK's own. */
  public synchronized void addQuery(String workflowType, String name) {
    if (!name.startsWith("__")) {
      queries.add(new Query(workflowType, name));
    }
  }

  public synchronized List<Query> queries() {
    return List.copyOf(queries);
  }

  public synchronized List<Run> list() {
    return List.copyOf(runs.values());
  }

  /** Whether a workflow is another one or descends from it. */
  public boolean belongsTo(String workflowId, String ancestor) {
    for (Optional<String> id = Optional.of(workflowId);
        id.isPresent();
        id = id.flatMap(this::parentOf)) {
      if (id.get().equals(ancestor)) {
        return true;
      }
    }
    return false;
  }

  private Optional<String> parentOf(String workflowId) {
    return list().stream()
        .filter(run -> run.workflowId().equals(workflowId) && run.parent() != null)
        .findFirst()
        .map(Run::parent);
  }
}
