// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.temporal.workflow.WorkflowInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The runs that an environment's workers executed, in the order in which they began. */
final class RunLog {

  /** One run, and the workflow that started it as its child. */
  record Run(String workflowId, String runId, String taskQueue, @Nullable String parent) {}

  private final Map<String, Run> runs = new LinkedHashMap<>();

  synchronized void add(WorkflowInfo info) {
    runs.putIfAbsent(
        info.getRunId(),
        new Run(
            info.getWorkflowId(),
            info.getRunId(),
            info.getTaskQueue(),
            info.getParentWorkflowId().orElse(null)));
  }

  /** Adds a run that may never reach a worker. */
  synchronized void add(String workflowId, String runId, String taskQueue) {
    runs.putIfAbsent(runId, new Run(workflowId, runId, taskQueue, null));
  }

  synchronized List<Run> list() {
    return List.copyOf(runs.values());
  }

  /** Whether a workflow is another one or descends from it. */
  boolean belongsTo(String workflowId, String ancestor) {
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
