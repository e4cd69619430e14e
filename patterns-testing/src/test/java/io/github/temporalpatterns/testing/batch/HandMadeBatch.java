// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import org.jspecify.annotations.Nullable;

/** A batch as one might write it by hand, sound but for one flaw. */
final class HandMadeBatch implements ScriptedBatch {
  private final BatchFlaw flaw;
  private final Item item;

  HandMadeBatch(BatchFlaw flaw, Item item) {
    this.flaw = flaw;
    this.item = item;
  }

  @Override
  public Result process(Plan plan, @Nullable String checkpoint) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    String last =
        context.getLastHeartbeatDetails(HandMadeNotes.Wire.class).map(w -> w.text).orElse(null);
    if (flaw == BatchFlaw.FORGETS_HEARTBEATS) {
      last = null;
    }
    boolean input = last == null || (flaw == BatchFlaw.INPUT_FIRST && checkpoint != null);
    HandMadeNotes notes = new HandMadeNotes(flaw, input ? checkpoint : last);
    return new HandMadeAttempt(flaw, item, plan, context, notes).run();
  }
}
