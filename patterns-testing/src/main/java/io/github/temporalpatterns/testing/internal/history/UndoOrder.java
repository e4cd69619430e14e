// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import io.github.temporalpatterns.testing.internal.history.RunEvents.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the undos of a run with the reverse of its steps. */
public final class UndoOrder {
  private final Map<String, String> undoOfStep;

  /** Takes the undo activity's type of each step's activity type. */
  public UndoOrder(Map<String, String> undoOfStep) {
    this.undoOfStep = undoOfStep;
  }

  /** Returns what is wrong with the calls of a run, if anything is. */
  public Optional<String> flaw(List<Call> calls) {
    List<Call> steps = new ArrayList<>();
    List<String> undone = new ArrayList<>();
    for (Call call : calls) {
      if (undoOfStep.containsKey(call.type())) {
        steps.add(call);
      } else if (undoOfStep.containsValue(call.type())) {
        undone.add(call.type());
      }
    }
    if (steps.isEmpty()) {
      return Optional.of("none of " + undoOfStep.keySet() + " ran, so nothing was to be undone");
    }
    Collections.reverse(steps);
    return flaw(steps, undone);
  }

  private Optional<String> flaw(List<Call> newestFirst, List<String> undone) {
    int next = 0;
    for (Call step : newestFirst) {
      String undo = undoOfStep.get(step.type());
      if (next < undone.size() && undone.get(next).equals(undo)) {
        next++;
      } else if (step.completed()) {
        return Optional.of(
            "%s should have been undone by %s as undo %d, but the undos were %s"
                .formatted(step.type(), undo, next + 1, undone));
      }
    }
    return next == undone.size()
        ? Optional.empty()
        : Optional.of("no step was left for the last of the undos " + undone);
  }
}
