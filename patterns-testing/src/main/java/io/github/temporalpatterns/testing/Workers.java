// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.Nearest;
import io.github.temporalpatterns.testing.internal.WorkflowTypes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The workers of an environment, by task queue. */
final class Workers {
  private final Map<String, TestWorker> byQueue = new LinkedHashMap<>();

  TestWorker of(String taskQueue, Function<String, TestWorker> maker) {
    return byQueue.computeIfAbsent(taskQueue, maker);
  }

  /** A live view. */
  Map<String, TestWorker> byQueue() {
    return Collections.unmodifiableMap(byQueue);
  }

  Stream<TestWorker> all() {
    return byQueue.values().stream();
  }

  Set<String> activityTypes() {
    Set<String> types = new TreeSet<>();
    all().forEach(worker -> types.addAll(worker.activityTypes()));
    return types;
  }

  List<String> unusedScripts() {
    return all().flatMap(worker -> worker.fakes().unused().stream()).toList();
  }

  /** Whether the next call of an activity type is to time out before a worker takes it. */
  boolean missesStart(
      String taskQueue, String activityType, String call, @Nullable Object[] arguments) {
    TestWorker worker = byQueue.get(taskQueue);
    return worker != null && worker.fakes().missesStart(activityType, call, arguments);
  }

  /**
   * Returns the worker that runs a workflow.
   *
   * @throws IllegalArgumentException if none does
   */
  TestWorker running(Class<?> workflow) {
    String name = workflow.getSimpleName();
    return all()
        .filter(worker -> worker.runs(workflow))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no worker runs " + name + Nearest.among(workflowTypes(), name)));
  }

  private List<String> workflowTypes() {
    return all()
        .flatMap(worker -> worker.workflows().stream())
        .flatMap(WorkflowTypes::of)
        .sorted()
        .toList();
  }
}
