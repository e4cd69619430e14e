// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.OperatorCommand;
import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.internal.Desk;
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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
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
    private Desk desk;
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
      desk = desk(null, () -> reference.now);
      automaton = new Automaton(options, null, desk, 0);
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
      String effect = obey(verb, request);
      String expected = reference.obey(verb, request, maximum);
      assertThat(effect).as(this::toString).startsWith(expected);
    }

    /** As the pattern's desk does. */
    private String obey(Verb verb, Request request) {
      return desk.obey(
              verb.word,
              request,
              null,
              () -> {
                if (automaton.refusal(verb, request) != null) {
                  return ReferenceRun.REFUSED;
                }
                boolean changes = automaton.obey(verb, request, reference.now);
                return changes ? ReferenceRun.DONE : ReferenceRun.NO_CHANGE;
              })
          .effect();
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
        PauseState state = copy(automaton.toData("run", reference.now));
        desk = desk(state, () -> reference.now);
        automaton = new Automaton(options, state, desk, reference.now);
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
    Desk desk = desk(null, () -> 0);
    Automaton automaton = new Automaton(OPTIONS, null, desk, 0);
    String longest = "x".repeat(OperatorCommand.REASON_LENGTH);
    for (int i = 0; i < 3_000; i++) {
      Request request = Request.of("%0100d".formatted(i), "ann", longest);
      desk.obey("pause", request, null, () -> "done");
      automaton.holdBy(longest, i);
      automaton.obey(Verb.RESUME, request, i);
    }
    PauseState state = automaton.toData("run", 3_000);
    assertThat(state.operators().requests()).hasSize(Desk.MOST_REQUESTS);
    assertThat(state.operators().audit()).hasSize(Desk.MOST_ENTRIES);
    assertThat(state.operators().dropped()).isEqualTo(6_000 - Desk.MOST_ENTRIES);
    assertThat(JSON.toPayloads(state).orElseThrow().getSerializedSize()).isLessThan(256 << 10);
  }

  @Test
  void saysWhichRuleACommandBreaks() {
    Automaton automaton = automaton(OPTIONS);
    Request request = Request.of("1", "ann", "why");
    assertRefused(
        automaton.refusal(Verb.PAUSE, request.safePoints(1)),
        "safePoints: must be at least 1, and only for pause.resume",
        1);
    assertRefused(
        automaton.refusal(Verb.RESUME, request.safePoints(0)),
        "safePoints: must be at least 1, and only for pause.resume",
        0);
    assertRefused(
        automaton.refusal(Verb.PAUSE, request.lasting(Duration.ofSeconds(-1))),
        "length: must be positive, and only for pause.request",
        Duration.ofSeconds(-1));
    assertRefused(
        automaton.refusal(Verb.STOP, request.lasting(Duration.ofSeconds(1))),
        "length: must be positive, and only for pause.request",
        Duration.ofSeconds(1));
    assertRefused(
        automaton.refusal(Verb.ROLL_OVER, request),
        "the workflow must continue as new, which PauseGate.carry lets it",
        null);
    automaton.stop(1);
    assertRefused(
        automaton.refusal(Verb.PAUSE, request), "the run must not be stopping", Phase.STOPPING);
    assertThat(automaton.refusal(Verb.STOP, request)).isNull();
    automaton.end(Outcome.STOPPED);
    assertRefused(
        automaton.refusal(Verb.STOP, request), "the run must be under way", Outcome.STOPPED);
    assertThat(automaton.phase()).isEqualTo(Phase.ENDED);
  }

  private static void assertRefused(
      @Nullable Refusal refusal, String rule, @Nullable Object value) {
    assertThat(refusal).isEqualTo(new Refusal(rule, value));
  }

  @Test
  void whatAPolicyDoesIsInTheAuditTrail() {
    Automaton automaton = automaton(OPTIONS);
    automaton.holdBy("the disk is full", 5);
    automaton.holdBy("the disk is full", 6);
    assertThat(automaton.status(6).audit())
        .containsExactly(
            new AuditEntry(
                null,
                Instant.ofEpochMilli(5),
                "policy",
                "pause",
                null,
                "the disk is full",
                "PAUSING"));
  }

  @Test
  void aMaximumPauseMayEndInAStop() {
    PauseOptions options =
        PauseOptions.newBuilder().setMaximumPause(Duration.ofMillis(10), Verb.STOP).build();
    Automaton automaton = automaton(options);
    automaton.obey(Verb.PAUSE, Request.of("1", "ann", "lunch"), 0);
    automaton.tick(9);
    assertThat(automaton.phase()).isEqualTo(Phase.PAUSING);
    automaton.tick(10);
    assertThat(automaton.phase()).isEqualTo(Phase.STOPPING);
    assertThat(automaton.status(10).audit())
        .extracting(AuditEntry::verb, AuditEntry::effect)
        .containsExactly(tuple("stop", "STOPPING"));
  }

  @Test
  void aStateOfANewerSchemaIsLeftToANewerWorker() {
    PauseState state = automaton(OPTIONS).toData("run", 5);
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
            state.operators(),
            null);
    assertThatThrownBy(() -> Carried.check(newer))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("schema 2");
  }

  @Test
  void whatIsNoStateFailsTheRun() {
    PauseState state = Wire.read("{\"schema\":1,\"colour\":\"red\"}", PauseState.class);
    assertThatThrownBy(() -> Carried.check(state))
        .isInstanceOf(ApplicationFailure.class)
        .satisfies(e -> assertThat(FailureTypes.matches(e, FailureTypes.INVALID_STATE)).isTrue());
  }

  private static Automaton automaton(PauseOptions options) {
    return new Automaton(options, null, desk(null, () -> 0), 0);
  }

  private static Desk desk(@Nullable PauseState state, LongSupplier now) {
    return new Desk(
        "pause",
        state == null ? null : state.operators(),
        () -> Instant.ofEpochMilli(now.getAsLong()));
  }

  private static PauseState copy(PauseState state) {
    return JSON.fromPayloads(
        0, Optional.of(JSON.toPayloads(state).orElseThrow()), PauseState.class, PauseState.class);
  }
}
