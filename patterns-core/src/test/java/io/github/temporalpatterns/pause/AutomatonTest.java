// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.pause.Pausable.Effect;
import io.github.temporalpatterns.pause.Pausable.Entry;
import io.github.temporalpatterns.pause.Pausable.Outcome;
import io.github.temporalpatterns.pause.Pausable.Phase;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.Pausable.Verb;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The automaton against the reference, in random sequences, and its bounds. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AutomatonTest {
  private static final DataConverter JSON = DefaultDataConverter.STANDARD_INSTANCE;
  private static final PauseOptions OPTIONS = PauseOptions.newBuilder().build();

  @Test
  void agreesWithTheReferenceInEverySequence() {
    Map<Phase, Integer> phases = new EnumMap<>(Phase.class);
    for (int seed = 0; seed < 2_500; seed++) {
      Walk walk = new Walk(seed);
      for (int i = 0; i < 60; i++) {
        walk.step();
        phases.merge(walk.automaton.phase(), 1, Integer::sum);
        walk.compare();
      }
    }
    assertThat(phases).hasSize(4);
    assertThat(phases.values()).as("visits of each phase").allMatch(visits -> visits > 1_000);
  }

  /** A sequence of things that happen, to both. */
  private static final class Walk {
    private final Random random;
    private final int seed;
    private final @Nullable Long maximum;
    private final PauseOptions options;
    private final ReferenceRun reference = new ReferenceRun();
    private Automaton automaton;
    private String last = "";

    Walk(int seed) {
      this.seed = seed;
      random = new Random(seed);
      maximum = random.nextInt(4) == 0 ? (Long) 40L : null;
      PauseOptions.Builder builder = PauseOptions.newBuilder();
      if (maximum != null) {
        builder.setMaximumPause(Duration.ofMillis(maximum), Verb.RESUME);
      }
      options = builder.build();
      automaton = new Automaton(options, null, 0);
      automaton.carries();
    }

    void step() {
      int choice = random.nextInt(100);
      if (choice < 25) {
        last = "time";
        reference.advance(random.nextInt(30));
      } else if (choice < 60) {
        command();
      } else if (choice < 85) {
        safePoint();
      } else if (choice < 95) {
        work();
      } else {
        rollOver();
      }
    }

    private void command() {
      Verb verb =
          random.nextInt(60) == 0 ? Verb.STOP : (random.nextBoolean() ? Verb.PAUSE : Verb.RESUME);
      verb = random.nextInt(10) == 0 ? Verb.ROLL_OVER : verb;
      Request request = Request.of("r" + random.nextInt(40), "ann", "because");
      if (verb == Verb.RESUME && random.nextInt(3) == 0) {
        request = request.safePoints(1 + random.nextInt(3));
      }
      if (verb == Verb.PAUSE && random.nextInt(3) == 0) {
        request = request.lasting(Duration.ofMillis(1 + random.nextInt(60)));
      }
      last = verb + " " + request;
      boolean refused = automaton.refusal(verb, request) != null;
      Effect effect = automaton.obey(verb, request, reference.now).effect();
      assertThat(effect).as(this::toString).isEqualTo(reference.obey(verb, request, maximum));
      assertThat(refused).as(this::toString).isEqualTo(effect == Effect.REFUSED);
    }

    /** As the gate does: enters, looks at the clock, and passes if it may. */
    private void safePoint() {
      last = "safe point";
      if (!reference.waiting) {
        automaton.enter(reference.now);
        reference.enter(maximum);
        return;
      }
      automaton.tick(reference.now);
      reference.tick();
      if (!automaton.isHeld() && !automaton.isStopping()) {
        automaton.pass();
        reference.pass();
      }
    }

    private void work() {
      last = "work";
      if (reference.inFlight > 0 && random.nextBoolean()) {
        automaton.underway().finish();
        reference.inFlight--;
      } else {
        automaton.underway().begin();
        reference.inFlight++;
      }
    }

    /** Only drained, at a safe point, and never once it is stopping. */
    private void rollOver() {
      last = "roll over";
      if (reference.waiting && automaton.isDrained() && !automaton.isStopping()) {
        automaton =
            new Automaton(options, copy(automaton.toData("run", reference.now)), reference.now);
        automaton.carries();
        reference.rolling = false;
        reference.waiting = false;
      }
    }

    void compare() {
      assertThat(automaton.phase()).as(this::toString).isEqualTo(reference.phase());
      var status = automaton.status(reference.now);
      assertThat(status.active().toMillis()).as(this::toString).isEqualTo(reference.active);
      assertThat(status.safePoints()).as(this::toString).isEqualTo(reference.passed);
      assertThat(automaton.isRollOverAsked()).as(this::toString).isEqualTo(reference.rolling);
      assertThat(status.hold() == null ? null : status.hold().until())
          .as(this::toString)
          .isEqualTo(
              reference.held && reference.until != null
                  ? Instant.ofEpochMilli(reference.until)
                  : null);
    }

    @Override
    public String toString() {
      return "seed %d, after %s at %d".formatted(seed, last, reference.now);
    }
  }

  @Test
  void stateIsBoundedWhateverComes() {
    Automaton automaton = new Automaton(OPTIONS, null, 0);
    String longest = "x".repeat(Requests.REASON_LENGTH);
    for (int i = 0; i < 3_000; i++) {
      String id = "%0100d".formatted(i);
      automaton.obey(i % 2 == 0 ? Verb.PAUSE : Verb.RESUME, Request.of(id, "ann", longest), i);
    }
    PauseState state = automaton.toData("run", 3_000);
    assertThat(state.requests()).hasSize(Ledger.MOST_REQUESTS);
    assertThat(state.audit()).hasSize(Ledger.MOST_ENTRIES);
    assertThat(state.auditDropped()).isEqualTo(3_000 - Ledger.MOST_ENTRIES);
    assertThat(JSON.toPayloads(state).orElseThrow().getSerializedSize()).isLessThan(256 << 10);
    Automaton next = new Automaton(OPTIONS, copy(state), 3_000);
    Request newest = Request.of("%0100d".formatted(2_999), "ann", "again");
    assertThat(next.obey(Verb.RESUME, newest, 3_001).effect()).isEqualTo(Effect.REPEATED);
  }

  @Test
  void aRefusedCommandLeavesALineAndNothingElse() {
    Automaton automaton = new Automaton(OPTIONS, null, 0);
    List<Request> bad =
        List.of(
            Request.of("", "ann", "why"),
            Request.of("x".repeat(101), "ann", "why"),
            Request.of("1", " ", "why"),
            Request.of("1", "ann", ""),
            Request.of("1", "ann", "why").safePoints(1),
            Request.of("1", "ann", "why").lasting(Duration.ofSeconds(-1)));
    for (Request request : bad) {
      assertThat(automaton.refusal(Verb.PAUSE, request)).as(request.toString()).isNotNull();
      assertThat(automaton.obey(Verb.PAUSE, request, 1).effect()).isEqualTo(Effect.REFUSED);
    }
    assertThat(automaton.obey(Verb.RESUME, null, 1).effect()).isEqualTo(Effect.REFUSED);
    assertThat(automaton.obey(Verb.RESUME, Request.of("1", "ann", "why").safePoints(0), 1).effect())
        .isEqualTo(Effect.REFUSED);
    assertThat(automaton.obey(Verb.ROLL_OVER, Request.of("1", "ann", "why"), 1).effect())
        .isEqualTo(Effect.REFUSED);
    assertThat(automaton.phase()).isEqualTo(Phase.RUNNING);
    assertThat(automaton.toData("run", 1).requests()).isEmpty();
    assertThat(automaton.status(1).audit()).extracting(Entry::effect).containsOnly(Effect.REFUSED);
  }

  @Test
  void aMaximumPauseMayEndInAStop() {
    PauseOptions options =
        PauseOptions.newBuilder().setMaximumPause(Duration.ofMillis(10), Verb.STOP).build();
    Automaton automaton = new Automaton(options, null, 0);
    automaton.obey(Verb.PAUSE, Request.of("1", "ann", "lunch"), 0);
    automaton.tick(9);
    assertThat(automaton.phase()).isEqualTo(Phase.PAUSING);
    automaton.tick(10);
    assertThat(automaton.phase()).isEqualTo(Phase.STOPPING);
    assertThat(automaton.obey(Verb.PAUSE, Request.of("2", "ann", "more"), 11).effect())
        .isEqualTo(Effect.REFUSED);
  }

  @Test
  void nothingIsObeyedOnceItHasEnded() {
    Automaton automaton = new Automaton(OPTIONS, null, 0);
    automaton.end(Outcome.COMPLETED);
    assertThat(automaton.refusal(Verb.STOP, Request.of("1", "ann", "late")))
        .isEqualTo(new Refusal("the run has ended, it is COMPLETED", true));
    assertThat(automaton.phase()).isEqualTo(Phase.ENDED);
  }

  @Test
  void aStateOfANewerSchemaIsLeftToANewerWorker() {
    PauseState state = new Automaton(OPTIONS, null, 0).toData("run", 5);
    PauseState newer =
        new PauseState(
            PauseState.SCHEMA + 1,
            "run",
            state.run(),
            null,
            null,
            0,
            0,
            0,
            new Progress(0, null, null),
            state.timers(),
            state.requests(),
            state.audit(),
            0,
            null);
    assertThatThrownBy(() -> new Automaton(OPTIONS, newer, 6))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("schema 2");
  }

  @Test
  void whatIsNoStateFailsTheRun() {
    PauseState state = Wire.read("{\"schema\":1,\"colour\":\"red\"}", PauseState.class);
    assertThatThrownBy(() -> new Automaton(OPTIONS, state, 6))
        .isInstanceOf(ApplicationFailure.class)
        .satisfies(e -> assertThat(FailureTypes.matches(e, FailureTypes.INVALID_STATE)).isTrue());
  }

  private static PauseState copy(PauseState state) {
    return JSON.fromPayloads(
        0, Optional.of(JSON.toPayloads(state).orElseThrow()), PauseState.class, PauseState.class);
  }
}
