// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.BreakerState.Cause;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.machine.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the machine does that the oracle does not. */
final class MachineTest {
  private static final BreakerRules TWO_IN_A_ROW =
      BreakerRules.newBuilder()
          .setConsecutiveFailures(2)
          .setOpenWait(Duration.ofMillis(100))
          .build();

  private long now;

  @Test
  void opensAtFailuresInARowAndSaysWhy() {
    Machine machine = open(TWO_IN_A_ROW);

    assertThat(machine.phase().state()).isEqualTo(State.OPEN);
    assertThat(explanation(machine)).isEqualTo("opened: 2 failures in a row, last E");
  }

  @Test
  void saysHowManyOfHowManyFailed() {
    Machine machine =
        machine(BreakerRules.newBuilder().setCountWindow(10).setFailureRate(60).build());
    for (int i = 0; i < 10; i++) {
      Permit permit = permit(machine, i);
      if (i % 5 < 2) {
        machine.success(permit, Duration.ZERO);
      } else {
        machine.failure(permit, Duration.ZERO, "E_TIMEOUT", 0);
      }
    }

    assertThat(explanation(machine)).isEqualTo("opened: 6 of 10 calls failed, last E_TIMEOUT");
  }

  @Test
  void closesOnlyAfterSuccessesInARow() {
    Machine machine = open(TWO_IN_A_ROW.toBuilder().setSuccessesToClose(2).build());
    succeed(machine, permit(machine, 101));
    assertThat(machine.phase().state()).isEqualTo(State.HALF_OPEN);
    fail(machine, permit(machine, 103));
    assertThat(machine.phase().state()).isEqualTo(State.OPEN);
    succeed(machine, permit(machine, 205));
    succeed(machine, permit(machine, 207));

    assertThat(machine.phase().state()).isEqualTo(State.CLOSED);
  }

  @Test
  void opensAtTheDeadlineOfAProbeWhoeverLooksThenAndDropsItsResult() {
    Machine machine = open(probes(1));
    Permit probe = permit(machine, 101);
    assertThat(machine.freeAt()).isEqualTo(152);
    assertThat(tryAcquire(machine, 151)).isNull();
    assertThat(status(machine).state()).isEqualTo(State.HALF_OPEN);
    now = 170;
    assertThat(status(machine).state()).isEqualTo(State.OPEN);
    assertThat(status(machine).nextProbe()).isEqualTo(Instant.ofEpochMilli(252));
    assertThat(machine.phase().state()).as("a question changes nothing").isEqualTo(State.HALF_OPEN);
    succeed(machine, probe);

    assertThat(Objects.requireNonNull(machine.phase().trip).cause()).isEqualTo(Cause.NO_ANSWER);
    assertThat(machine.freeAt()).isEqualTo(252);
  }

  @Test
  void opensAtTheDeadlineAlsoWhileMoreProbesArePermitted() {
    Machine machine = open(probes(4));
    permit(machine, 101);
    permit(machine, 110);
    permit(machine, 120);
    now = 170;
    assertThat(machine.room()).isEqualTo(1);
    now = 171;
    assertThat(machine.room()).isZero();
    assertThat(tryAcquire(machine, 171)).isNull();
    assertThat(explanation(machine)).contains("not reported in time");

    assertThat(tryAcquire(machine, 271)).as("the wait began at the deadline, 170").isNotNull();
  }

  @Test
  void hasRoomForProbesAgainWhenNobodyAskedForLong() {
    Machine machine = open(probes(4));
    permit(machine, 101);
    now = 10_000;

    assertThat(machine.room()).isEqualTo(4);
    assertThat(machine.tryAcquire()).isNotNull();
  }

  @Test
  void staysHalfOpenWhileNoProbeIsUnderWay() {
    Machine machine = open(probes(2));
    machine.release(permit(machine, 101));
    now = 10_000;
    assertThat(status(machine).state()).isEqualTo(State.HALF_OPEN);

    succeed(machine, permit(machine, 20_000));
    succeed(machine, permit(machine, 30_000));
    assertThat(machine.phase().state()).isEqualTo(State.CLOSED);
  }

  private static BreakerRules probes(int probes) {
    return TWO_IN_A_ROW.toBuilder()
        .setProbes(probes)
        .setProbeDeadline(Duration.ofMillis(50))
        .build();
  }

  @Test
  void showsNoCallThatHasLeftTheTimeWindow() {
    Machine machine =
        machine(
            BreakerRules.newBuilder()
                .setTimeWindow(Duration.ofSeconds(2))
                .setMinimumCalls(2)
                .setFailureRate(100)
                .build());
    fail(machine, permit(machine, 1_000));
    succeed(machine, permit(machine, 2_900));
    assertThat(status(machine)).extracting(Status::calls, Status::failed).containsExactly(2, 1);
    assertThat(status(machine).failureRate()).isEqualTo(50);
    now = 3_000;
    assertThat(status(machine)).extracting(Status::calls, Status::failed).containsExactly(1, 0);
    assertThat(status(machine).failureRate()).isNull();
    machine.openUntil(9_000, "maintenance");
    assertThat(Objects.requireNonNull(machine.phase().trip).calls()).isEqualTo(1);
    now = 4_000;

    assertThat(status(machine).calls()).as("also of an open one").isZero();
    assertThat(machine.save("b", null).buckets()).isEmpty();
  }

  @Test
  void showsTheRatesOfTheProbesThatOpenedItAgain() {
    Machine machine = open(TWO_IN_A_ROW.toBuilder().setMinimumCalls(9).setProbes(4).build());
    for (int i = 0; i < 4; i++) {
      Permit probe = permit(machine, 101);
      if (i == 2) {
        succeed(machine, probe);
      } else {
        fail(machine, probe);
      }
    }
    assertThat(machine.phase().state()).isEqualTo(State.OPEN);
    assertThat(status(machine).failureRate()).isEqualTo(75);

    assertThat(status(carried(machine)).failureRate()).as("in a later run, too").isEqualTo(75);
  }

  @Test
  void staysOpenAsLongAsTheCalleeAsked() {
    Machine machine = machine(TWO_IN_A_ROW);
    fail(machine, permit(machine, 0));
    machine.failure(permit(machine, 0), Duration.ZERO, "E", 5_000);
    assertThat(machine.freeAt()).isEqualTo(5_001);
    now = 10;
    machine.openUntil(4_000, "shorter");
    assertThat(machine.freeAt()).isEqualTo(5_001);
    machine.openUntil(9_000, "maintenance");

    assertThat(machine.freeAt()).isEqualTo(9_001);
    assertThat(explanation(machine)).isEqualTo("opened as announced: maintenance");
  }

  @Test
  void takesATimeBeyondAllCalendars() {
    assertThat(Waits.millis(Instant.MAX)).isEqualTo(Waits.NEVER);
    assertThat(Waits.millis(Instant.MIN)).isZero();
    assertThat(Waits.millis(Instant.ofEpochMilli(7))).isEqualTo(7);
    Machine machine = machine(TWO_IN_A_ROW);
    machine.openUntil(Waits.NEVER, "closed down");
    assertThat(machine.freeAt()).isEqualTo(Waits.NEVER);
    assertThat(tryAcquire(machine, 5_000)).isNull();
  }

  @Test
  void anAnnouncementYieldsToAnOperator() {
    Machine machine = machine(TWO_IN_A_ROW);
    machine.forceOpen(50L, "ann", "a drill");
    now = 10;
    machine.openUntil(4_000, "maintenance");
    assertThat(explanation(machine)).isEqualTo("forced open by ann: a drill");
    assertThat(tryAcquire(machine, 50)).isNull();

    assertThat(tryAcquire(machine, 51)).isNotNull();
    assertThat(machine.phase().state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void aPermitCountsOnce() {
    Machine machine = machine(TWO_IN_A_ROW);
    Permit permit = permit(machine, 0);
    fail(machine, permit);
    fail(machine, permit);
    machine.release(permit);

    assertThat(machine.phase().state()).isEqualTo(State.CLOSED);
    assertThat(machine.phase().window.calls()).isEqualTo(1);
  }

  @Test
  void looksAtNoClockForACallThroughAClosedCountWindow() {
    Machine machine =
        new Machine(
            TWO_IN_A_ROW,
            1,
            () -> {
              throw new AssertionError("asked for the time");
            });

    succeed(machine, Objects.requireNonNull(machine.tryAcquire()));
    assertThat(machine.phase().window.calls()).isEqualTo(1);
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
              .setProbes(random.nextInt(1, 4))
              .setJitter(0.3)
              .setOpenBackoff(Duration.ofMillis(40), 2, Duration.ofSeconds(9));
      if (random.nextBoolean()) {
        rules.setTimeWindow(Duration.ofSeconds(2));
      }
      Machine kept = new Machine(rules.build(), seed, this::clock);
      Machine carried = new Machine(rules.build(), seed, this::clock);
      now = 1_000_000;
      for (int i = 0; i < 30; i++) {
        now += random.nextInt(120);
        Duration took = Duration.ofMillis(random.nextInt(40));
        boolean failed = random.nextBoolean();
        if (random.nextInt(3) == 0) {
          status(kept); // a question changes nothing
        }
        call(kept, took, failed);
        carried = carried(carried, rules.build(), seed);
        call(carried, took, failed);
        assertThat(carried.save("b", null))
            .as("seed %d, call %d", seed, i)
            .isEqualTo(kept.save("b", null));
        assertThat(status(carried).failureRate()).isEqualTo(status(kept).failureRate());
      }
    }
  }

  private long clock() {
    return now;
  }

  private static void call(Machine machine, Duration took, boolean failed) {
    Permit permit = machine.tryAcquire();
    if (permit == null) {
      return;
    }
    if (failed) {
      machine.failure(permit, took, "E", 0);
    } else {
      machine.success(permit, took);
    }
  }

  private Machine carried(Machine machine) {
    return carried(machine, machine.rules(), 1);
  }

  private Machine carried(Machine machine, BreakerRules rules, long seed) {
    String written = Wire.write(machine.save("b", null));
    return new Machine(rules, seed, this::clock, Wire.read(written, BreakerState.class));
  }

  private Machine machine(BreakerRules rules) {
    return new Machine(rules, 1, this::clock);
  }

  /** Open since 0. */
  private Machine open(BreakerRules rules) {
    Machine machine = machine(rules);
    fail(machine, permit(machine, 0));
    fail(machine, permit(machine, 0));
    return machine;
  }

  private static void succeed(Machine machine, Permit permit) {
    machine.success(permit, Duration.ZERO);
  }

  private static void fail(Machine machine, Permit permit) {
    machine.failure(permit, Duration.ZERO, "E", 0);
  }

  private @Nullable Permit tryAcquire(Machine machine, long at) {
    now = at;
    return machine.tryAcquire();
  }

  private Permit permit(Machine machine, long at) {
    return Objects.requireNonNull(tryAcquire(machine, at), "permit");
  }

  private static Status status(Machine machine) {
    return machine.status("b", 0, List.of());
  }

  private static @Nullable String explanation(Machine machine) {
    return Objects.requireNonNull(machine.phase().trip).explain();
  }
}
