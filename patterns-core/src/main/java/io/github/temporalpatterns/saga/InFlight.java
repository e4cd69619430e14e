// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.internal.Awaits.Settled;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a saga has under way: steps, and undos of nested sagas. */
final class InFlight {
  private final Map<LogEntry, Promise<?>> running = new LinkedHashMap<>();
  private final Map<LogEntry, Branch<?>> branches = new LinkedHashMap<>();
  private int nestedUndos;

  void began(LogEntry entry, Promise<?> end) {
    running.put(entry, end);
  }

  void ended(LogEntry entry) {
    running.remove(entry);
  }

  /** Hands a step's promise out such that its failure cannot be overlooked. */
  <R extends @Nullable Object> Promise<R> watch(LogEntry entry, Promise<R> end) {
    Branch<R> branch = Branch.of(end);
    branches.put(entry, branch);
    return branch;
  }

  void forgetBranches() {
    branches.clear();
  }

  boolean none() {
    return running.isEmpty() && nestedUndos == 0;
  }

  List<String> names() {
    return running.keySet().stream().map(entry -> entry.name).toList();
  }

  /**
   * Until no step is in flight and no nested saga is being undone. Other coroutines get their turn
   * first and after each end: they may be about to start the next step.
   */
  void settle() {
    do {
      Settled.all(List.copyOf(running.values()));
      RecoveryRun.await(() -> nestedUndos == 0);
      letOthersRun();
    } while (!none());
  }

  private static void letOthersRun() {
    boolean[] asked = new boolean[1];
    RecoveryRun.await(
        () -> {
          boolean before = asked[0];
          asked[0] = true;
          return before;
        });
  }

  void throwUnseenFailure() {
    branches.values().forEach(Branch::throwUnseenFailure);
  }

  /** Settles a nested saga that has failed, then runs its undo. */
  void undoNested(String nest, Functions.Proc undo) {
    nestedUndos++;
    Settled.all(
        running.entrySet().stream()
            .filter(step -> step.getKey().inside(nest))
            .<Promise<?>>map(Map.Entry::getValue)
            .toList());
    branches.keySet().removeIf(entry -> entry.inside(nest));
    undo.apply();
    nestedUndos--;
  }
}
