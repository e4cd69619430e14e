// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.State;
import io.github.temporalpatterns.idempotency.Entry.Decision;
import io.github.temporalpatterns.idempotency.UndoGate.Next;
import io.github.temporalpatterns.idempotency.internal.Fingerprint;
import io.github.temporalpatterns.internal.KeyText;
import io.github.temporalpatterns.internal.RunConverter;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a step and its undo, whatever their activities do. The attempts of a step are as
 * many as ever, one at a time, but none after its undo; an undo waits for the attempt that is under
 * way, and does not happen if none ever was. The row is beside that of an effect which the activity
 * itself gives to the ledger.
 */
@RunsIn(ACTIVITY)
final class StepBarrier {
  private static final int MOST_TRIES = 10;

  /** The service that a step calls has to recognise a key that comes again. */
  private static final Mode MODE = Mode.PROVIDER_KEY;

  private static final Set<Decision> PASSES =
      EnumSet.of(Decision.RUN, Decision.TAKE_OVER, Decision.RETURN);

  private final LedgerDatabase database;
  private final Request request;
  private final Task task;

  private StepBarrier(LedgerDatabase database, Request request, Task task) {
    this.database = database;
    this.request = request;
    this.task = task;
  }

  static StepBarrier of(@Nullable EffectLedger ledger, Task task, IdempotencyKey step) {
    if (!(ledger instanceof DefaultEffectLedger known)) {
      throw Refusals.refused(
          "barrier of %s: needs a ledger of EffectLedger.open(...) in Idempotency.plugin(ledger) on"
                  .formatted(step)
              + " the activity's worker");
    }
    RunConverter converter = RunConverter.ofCaller(task.context());
    Request request =
        new Request(
            task,
            KeyText.beside(step, "barrier"),
            Fingerprint.of(
                converter,
                task.info().getActivityType(),
                step.undo() ? List.of() : task.arguments()), // an operator may change an undo's
            null,
            false,
            task.lease(known.options()).toMillis(),
            known.options().getHorizon().toMillis(),
            task.holder(),
            new Outcomes(converter));
    return new StepBarrier(known.database(), request, task);
  }

  /** Lets the activity run; null if there is nothing to undo. */
  <T> @Nullable T pass(Supplier<T> activity) {
    return request.key().undo() && !isToUndo() ? null : run(activity);
  }

  private <T> T run(Supplier<T> activity) {
    try (Hold hold = enter()) {
      T result = activity.get();
      if (!task.context().isDoNotCompleteOnReturn()) {
        hold.end(State.DONE, null);
      }
      return result;
    } catch (FencedException e) {
      throw Refusals.unknown(request.keyText(), request.holder(), e);
    }
  }

  private Hold enter() {
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      Row row = database.read(request.keyText());
      Decision decision = Entry.decide(row, MODE, request.fingerprint(), null);
      if (!PASSES.contains(decision)) {
        Settled.check(decision, Objects.requireNonNull(row), request);
      }
      Row mine = request.row(row, MODE, State.RESERVED, null);
      Hold hold = new Hold(database, mine, task);
      if (database.call(connection -> database.write(connection, mine, row))) {
        return hold;
      }
      hold.close();
    }
    throw Refusals.overtaken(request.keyText());
  }

  private boolean isToUndo() {
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      Next next = database.call(connection -> UndoGate.pass(database, connection, request, MODE));
      if (next != Next.AGAIN) {
        Row undo = database.read(request.keyText());
        return next == Next.UNDO && (undo == null || undo.state() != State.DONE);
      }
    }
    throw Refusals.overtaken(request.keyText());
  }
}
