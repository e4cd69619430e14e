// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.idempotency.Effect.Mode;
import io.github.temporalpatterns.idempotency.Effect.State;
import io.github.temporalpatterns.idempotency.Entry.Decision;
import io.github.temporalpatterns.internal.RunConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An attempt, in the steps in which others may see it: it acts, or undoes, in one of the ways. */
final class Player {
  static final IdempotencyKey KEY = IdempotencyKey.of("model", "order-7", "pay");

  /** Where it is. */
  private enum Step {
    GATE_READ,
    GATE_WRITE,
    READ,
    RESERVE,
    ASK,
    EFFECT,
    RECORD,
    COMMIT,
    END
  }

  final List<Row> written = new ArrayList<>();
  int effects;
  int undos;

  private final Mode mode;
  private final boolean undo;
  private final Request request;
  private Step step;
  private @Nullable Row before;
  private @Nullable Row gate;
  private @Nullable Row mine;
  private Decision decision = Decision.RUN;
  private boolean acted;
  private String end = "dead";

  Player(Mode mode, boolean undo) {
    this.mode = mode;
    this.undo = undo;
    request =
        new Request(
            null,
            undo ? KEY.undoing() : KEY,
            "f",
            null,
            false,
            9,
            9,
            "player",
            new Outcomes(RunConverter.of(DefaultDataConverter.newDefaultInstance())));
    step = first();
  }

  private boolean inTransaction() {
    return mode == Mode.SAME_TRANSACTION;
  }

  private Step first() {
    return undo && !inTransaction() ? Step.GATE_READ : Step.READ;
  }

  boolean isOver() {
    return step == Step.END;
  }

  String end() {
    return end;
  }

  /** Whether it acted outside, and would not learn that it should not have. */
  boolean acted() {
    return acted;
  }

  boolean canMove(World world) {
    return switch (step) {
      case GATE_WRITE -> !world.isLocked(KEY.toString(), this);
      case RESERVE, RECORD -> !world.isLocked(request.keyText(), this);
      case END -> false;
      default -> true;
    };
  }

  void die(World world) {
    world.rollback(this);
    step = Step.END;
  }

  void move(World world) {
    switch (step) {
      case GATE_READ -> readGate(world);
      case GATE_WRITE -> writeGate(world);
      case READ -> read(world);
      case RESERVE -> reserve(world);
      case ASK -> step = world.wasServed(request.keyText()) ? Step.RECORD : Step.EFFECT;
      case EFFECT -> act(world);
      case RECORD -> record(world);
      case COMMIT -> {
        world.commit(this);
        finish(decision.name());
      }
      case END -> throw new IllegalStateException();
    }
  }

  private void finish(String how) {
    end = how;
    step = Step.END;
  }

  private void again(World world) {
    world.rollback(this);
    step = first();
  }

  private void readGate(World world) {
    gate = world.read(KEY.toString());
    Entry.Undo next = Entry.decide(gate);
    switch (next) {
      case BAR, BEGIN -> step = Step.GATE_WRITE;
      case GO_ON -> step = inTransaction() ? Step.EFFECT : Step.READ;
      case NOTHING, WAIT, EXPIRED -> finish(next.name());
    }
  }

  private void writeGate(World world) {
    boolean isBarred = Entry.decide(gate) == Entry.Undo.BAR;
    Row next =
        isBarred
            ? request.barred(gate, mode)
            : Objects.requireNonNull(gate).to(State.UNDONE, null).fenced();
    if (!world.write(this, next, gate)) {
      again(world);
    } else if (!inTransaction()) {
      world.commit(this);
      step = Step.READ;
      if (isBarred) {
        finish("NOTHING");
      }
    } else {
      step = isBarred ? Step.COMMIT : Step.EFFECT;
    }
  }

  private void read(World world) {
    before = world.read(request.keyText());
    decision = Entry.decide(before, mode, request.fingerprint(), null);
    switch (decision) {
      case RUN, TAKE_OVER, ASK -> {
        Step work = undo ? Step.GATE_READ : Step.EFFECT;
        step = inTransaction() ? work : Step.RESERVE;
      }
      default -> finish(decision.name());
    }
  }

  private void reserve(World world) {
    mine = request.row(before, mode, State.RESERVED, null);
    if (world.write(this, mine, before)) {
      world.commit(this);
      step = decision == Decision.ASK ? Step.ASK : Step.EFFECT;
    } else {
      again(world);
    }
  }

  private void act(World world) {
    if (!inTransaction()) {
      acted = true;
      world.serve(request.keyText(), mode == Mode.PROVIDER_KEY, undo);
    } else if (undo) {
      undos++;
    } else {
      effects++;
    }
    step = Step.RECORD;
  }

  private void record(World world) {
    if (inTransaction()) {
      if (world.write(this, request.row(before, mode, State.DONE, "r"), before)) {
        step = Step.COMMIT;
      } else {
        again(world);
      }
      return;
    }
    Row held = Objects.requireNonNull(mine);
    if (world.write(this, held.to(State.DONE, "r"), held)) {
      world.commit(this);
      finish(decision.name());
    } else {
      world.strays += acted ? 1 : 0;
      finish("FENCED");
    }
    acted = false;
  }
}
