// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.BreakerState.Cause;
import io.github.temporalpatterns.breaker.CircuitBreaker.State;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the machine does that the oracle does not. */
final class MachineTest {
  private static final BreakerRules TWO_IN_A_ROW =
      BreakerRules.newBuilder()
          .setConsecutiveFailures(2)
          .setOpenWait(Duration.ofMillis(100))
          .build();

  @Test
  void opensAtFailuresInARowAndSaysWhy() {
    Machine machine = new Machine(TWO_IN_A_ROW, 1);
    open(machine, 0);

    assertThat(machine.phase().state()).isEqualTo(State.OPEN);
    assertThat(explanation(machine)).isEqualTo("opened: 2 failures in a row, last E");
  }

  @Test
  void saysHowManyOfHowManyFailed() {
    Machine machine =
        new Machine(BreakerRules.newBuilder().setCountWindow(10).setFailureRate(60).build(), 1);
    for (int i = 0; i < 10; i++) {
      Permit permit = permit(machine, i);
      if (i % 5 < 2) {
        machine.success(permit, i);
      } else {
        machine.failure(permit, i, "E_TIMEOUT", 0);
      }
    }

    assertThat(explanation(machine)).isEqualTo("opened: 6 of 10 calls failed, last E_TIMEOUT");
  }

  @Test
  void closesOnlyAfterSuccessesInARow() {
    BreakerRules rules = TWO_IN_A_ROW.toBuilder().setSuccessesToClose(2).build();
    Machine machine = new Machine(rules, 1);
    open(machine, 0);
    machine.success(permit(machine, 101), 102);
    assertThat(machine.phase().state()).isEqualTo(State.HALF_OPEN);
    machine.failure(permit(machine, 103), 104, "E", 0);
    assertThat(machine.phase().state()).isEqualTo(State.OPEN);
    machine.success(permit(machine, 205), 206);
    machine.success(permit(machine, 207), 208);

    assertThat(machine.phase().state()).isEqualTo(State.CLOSED);
  }

  @Test
  void opensAgainWhenProbesDoNotReportInTime() {
    BreakerRules rules = TWO_IN_A_ROW.toBuilder().setProbeDeadline(Duration.ofMillis(50)).build();
    Machine machine = new Machine(rules, 1);
    open(machine, 0);
    Permit probe = permit(machine, 101);
    assertThat(machine.freeAt()).isEqualTo(152);
    assertThat(machine.tryAcquire(151)).isNull();
    assertThat(machine.phase().state()).isEqualTo(State.HALF_OPEN);
    assertThat(machine.tryAcquire(152)).isNull();
    machine.success(probe, 153);

    assertThat(machine.phase().state()).isEqualTo(State.OPEN);
    assertThat(Objects.requireNonNull(machine.trip()).cause()).isEqualTo(Cause.NO_ANSWER);
    assertThat(machine.freeAt()).isEqualTo(253);
  }

  @Test
  void staysOpenAsLongAsTheCalleeAsked() {
    Machine machine = new Machine(TWO_IN_A_ROW, 1);
    machine.failure(permit(machine, 0), 0, "E", 0);
    machine.failure(permit(machine, 0), 0, "E", 5_000);
    assertThat(machine.freeAt()).isEqualTo(5_001);
    machine.openUntil(10, 4_000, "shorter");
    assertThat(machine.freeAt()).isEqualTo(5_001);
    machine.openUntil(10, 9_000, "maintenance");

    assertThat(machine.freeAt()).isEqualTo(9_001);
    assertThat(explanation(machine)).isEqualTo("opened as announced: maintenance");
  }

  @Test
  void takesATimeBeyondAllCalendars() {
    assertThat(Phase.millis(Instant.MAX)).isEqualTo(Phase.NEVER);
    assertThat(Phase.millis(Instant.MIN)).isZero();
    assertThat(Phase.millis(Instant.ofEpochMilli(7))).isEqualTo(7);
    Machine machine = new Machine(TWO_IN_A_ROW, 1);
    machine.openUntil(0, Phase.NEVER, "closed down");
    assertThat(machine.freeAt()).isEqualTo(Phase.NEVER);
    assertThat(machine.tryAcquire(5_000)).isNull();
  }

  @Test
  void anAnnouncementYieldsToAnOperator() {
    Machine machine = new Machine(TWO_IN_A_ROW, 1);
    machine.forceOpen(0, 50L, "ann", "a drill");
    machine.openUntil(10, 4_000, "maintenance");
    assertThat(explanation(machine)).isEqualTo("forced open by ann: a drill");
    assertThat(machine.tryAcquire(50)).isNull();

    assertThat(machine.tryAcquire(51)).isNotNull();
    assertThat(machine.phase().state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void aPermitCountsOnce() {
    Machine machine = new Machine(TWO_IN_A_ROW, 1);
    Permit permit = permit(machine, 0);
    machine.failure(permit, 1, "E", 0);
    machine.failure(permit, 2, "E", 0);
    machine.release(permit);

    assertThat(machine.phase().state()).isEqualTo(State.CLOSED);
    assertThat(machine.phase().window.calls()).isEqualTo(1);
  }

  @Test
  void waitsLongerEachTimeAndVariesWithinTheJitter() {
    BreakerRules rules =
        BreakerRules.newBuilder()
            .setOpenBackoff(Duration.ofMillis(100), 2, Duration.ofMillis(350))
            .setJitter(0.5)
            .build();
    List<Long> first = new ArrayList<>();
    for (long draw = 0; draw < 200; draw++) {
      first.add(Waits.millis(rules, 1, draw));
      assertThat(Waits.millis(rules, 2, draw)).isBetween(100L, 300L);
      assertThat(Waits.millis(rules, 9, draw)).isBetween(175L, 525L);
    }

    assertThat(first).allMatch(wait -> wait >= 50 && wait <= 150);
    assertThat(new TreeSet<>(first)).as("different waits").hasSizeGreaterThan(50);
  }

  @Test
  void goesOnFromItsSavedStateAsIfNothingHadHappened() {
    for (int seed = 0; seed < 2_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      BreakerRules.Builder rules =
          BreakerRules.newBuilder()
              .setMinimumCalls(2)
              .setConsecutiveFailures(random.nextInt(2, 6))
              .setSlowCallRate(Duration.ofMillis(20), 80)
              .setJitter(0.3)
              .setOpenBackoff(Duration.ofMillis(40), 2, Duration.ofSeconds(9));
      if (random.nextBoolean()) {
        rules.setTimeWindow(Duration.ofSeconds(2));
      }
      Machine kept = new Machine(rules.build(), seed);
      Machine carried = new Machine(rules.build(), seed);
      long now = 1_000_000;
      for (int i = 0; i < 30; i++) {
        now += random.nextInt(120);
        long took = random.nextInt(40);
        boolean failed = random.nextBoolean();
        call(kept, now, took, failed);
        carried = new Machine(rules.build(), seed, wire(carried.save("b", List.of())));
        call(carried, now, took, failed);
        assertThat(carried.save("b", List.of()))
            .as("seed %d, call %d", seed, i)
            .isEqualTo(kept.save("b", List.of()));
      }
    }
  }

  private static BreakerState wire(BreakerState state) {
    var converter = DefaultDataConverter.STANDARD_INSTANCE;
    return converter.fromPayload(
        converter.toPayload(state).orElseThrow(), BreakerState.class, BreakerState.class);
  }

  private static void call(Machine machine, long now, long took, boolean failed) {
    Permit permit = machine.tryAcquire(now);
    if (permit == null) {
      return;
    }
    if (failed) {
      machine.failure(permit, now + took, "E", 0);
    } else {
      machine.success(permit, now + took);
    }
  }

  private static void open(Machine machine, long now) {
    machine.failure(permit(machine, now), now, "E", 0);
    machine.failure(permit(machine, now), now, "E", 0);
  }

  private static Permit permit(Machine machine, long now) {
    return Objects.requireNonNull(machine.tryAcquire(now), "permit");
  }

  private static @Nullable String explanation(Machine machine) {
    return Objects.requireNonNull(machine.trip()).explain();
  }
}
