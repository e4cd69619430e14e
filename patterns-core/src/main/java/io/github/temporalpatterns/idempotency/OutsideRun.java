// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.Effect.Answer;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.OutsideEffect;
import io.github.temporalpatterns.idempotency.Effect.State;
import io.github.temporalpatterns.idempotency.Entry.Decision;
import io.github.temporalpatterns.idempotency.UndoGate.Next;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Does an effect elsewhere: reserves the key, does it, and confirms. */
@RunsIn(ACTIVITY)
final class OutsideRun<R extends @Nullable Object> {
  private static final int MOST_TRIES = 10;

  private final DefaultEffect<R> effect;
  private final Request request;
  private final Mode mode;
  private final @Nullable OutsideEffect<Answer<R>> query;
  private final OutsideEffect<R> work;
  private final LedgerDatabase database;
  private final Meter meter;

  OutsideRun(
      DefaultEffect<R> effect,
      Request request,
      Mode mode,
      @Nullable OutsideEffect<Answer<R>> query,
      OutsideEffect<R> work) {
    this.effect = effect;
    this.request = request;
    this.mode = mode;
    this.query = query;
    this.work = work;
    database = effect.database();
    meter = new Meter(request.task(), mode);
  }

  @SuppressWarnings("NullAway") // a result may be null where R may
  R run() {
    if (effect.isUndo() && !isEffectToUndo()) {
      return null;
    }
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      Row row = request.isFresh() && tries == 1 ? null : database.read(request.keyText());
      Decision decision = Entry.decide(row, mode, request.fingerprint(), request.life());
      meter.count(decision);
      switch (decision) {
        case RUN, TAKE_OVER, ASK -> {
          Row mine = request.row(row, mode, State.RESERVED, null);
          Hold hold = new Hold(database, mine, request.task());
          if (database.call(connection -> database.write(connection, mine, row))) {
            return held(hold, decision);
          }
          hold.close();
        }
        default -> {
          Row known = Objects.requireNonNull(row);
          Settled.check(decision, known, request);
          request.done();
          return effect.result(request.outcomes(), Settled.outcome(known));
        }
      }
    }
    throw Refusals.overtaken(request.keyText());
  }

  private boolean isEffectToUndo() {
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      Next next = database.call(connection -> UndoGate.pass(database, connection, request, mode));
      if (next != Next.AGAIN) {
        return next == Next.UNDO;
      }
    }
    throw Refusals.overtaken(request.keyText());
  }

  /** The row is ours, until the lease ends. */
  @SuppressWarnings("NullAway") // an answer's result may be null where R may
  private R held(Hold hold, Decision decision) {
    try (hold) {
      Answer<R> answer = decision == Decision.ASK ? asked(hold) : Answer.no();
      R result = answer.happened() ? answer.result() : done(hold, decision != Decision.TAKE_OVER);
      hold.end(State.DONE, kept(result));
      request.done();
      return result;
    } catch (FencedException e) {
      return overtaken(e);
    }
  }

  /** Whatever the question fails by, the effect is as unknown as before. */
  private Answer<R> asked(Hold hold) {
    try {
      return Objects.requireNonNull(query).under(request.key());
    } catch (Exception e) {
      throw failed(hold, State.UNKNOWN, e);
    }
  }

  /**
   * Does the effect.
   *
   * @param isFirst whether it is known that it has not happened yet
   */
  private R done(Hold hold, boolean isFirst) {
    State before = isFirst ? State.FREE : State.UNKNOWN;
    if (hold.isOver()) {
      throw failed(hold, before, Refusals.overtaken(request.keyText()));
    }
    try {
      return work.under(request.key());
    } catch (Exception e) {
      throw failed(hold, stateAfter(before, e), e);
    }
  }

  /** What is kept of a result; the effect has happened, whatever is wrong with that. */
  private String kept(R result) {
    int limit = effect.options().getResultLimit();
    try {
      String outcome = request.outcomes().ofResult(result);
      return outcome.length() <= limit
          ? outcome
          : Settled.NOT_KEPT
              + "has %d bytes, and at most %d were kept (resultLimit)"
                  .formatted(outcome.length(), limit);
    } catch (DataConverterException e) {
      return Settled.NOT_KEPT + "could not be written: " + e.getMessage();
    }
  }

  /** Another attempt took the row while this one was at the effect, which has happened. */
  private R overtaken(FencedException e) {
    Row row = database.read(request.keyText());
    if (mode != Mode.PROVIDER_KEY || row == null || isForbidden(row)) {
      stray();
    } else if (row.state() == State.DONE) {
      Settled.check(Entry.decide(row, mode, request.fingerprint(), request.life()), row, request);
      request.done();
      return effect.result(request.outcomes(), Settled.outcome(row));
    }
    throw Refusals.unknown(request.keyText(), request.holder(), e);
  }

  /** Whether it should not have happened after all. */
  private static boolean isForbidden(Row row) {
    return switch (row.state()) {
      case BARRED, UNDONE, REJECTED, EXPIRED -> true;
      case RESERVED, DONE, UNKNOWN, FREE -> false;
    };
  }

  private void stray() {
    database.stray(request.keyText());
    meter.count("stray");
  }

  private RuntimeException failed(Hold hold, State state, Exception failure) {
    String outcome =
        state == State.REJECTED
            ? request
                .outcomes()
                .ofFailure((ApplicationFailure) failure, effect.options().getResultLimit())
            : null;
    try {
      hold.end(state, outcome);
    } catch (FencedException e) {
      failure.addSuppressed(e);
      if (state == State.UNKNOWN && mode != Mode.PROVIDER_KEY) {
        stray();
      }
    }
    boolean isHidden =
        state == State.UNKNOWN
            && mode == Mode.RESERVE_CONFIRM
            && !(failure instanceof ActivityCompletionException);
    if (state == State.UNKNOWN) {
      meter.count("unknown");
    }
    return isHidden
        ? Refusals.unknown(request.keyText(), request.holder(), failure)
        : Activity.wrap(failure);
  }

  private State stateAfter(State before, Exception failure) {
    if (effect.isOutcome(failure)) {
      return State.REJECTED;
    }
    if (Settled.isOutcome(failure)) {
      return State.FREE;
    }
    return effect.provesNoEffect(failure) ? before : State.UNKNOWN;
  }
}
