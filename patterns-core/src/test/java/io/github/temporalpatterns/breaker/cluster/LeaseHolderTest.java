// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.BAD;
import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.GOOD;
import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.NOTHING;
import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.options;
import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.cluster.ClusterBreakerOptions.WhenUnreachable;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Probes;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.cluster.LeaseHolder.Errand;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one process does between what it hears. */
final class LeaseHolderTest {
  private static final long T = 5_000_000;

  private final LeaseHolder holder = new LeaseHolder("p", options().build());

  @Test
  void speaksOnceASecondAtMostAndTellsWhatItHasCounted() {
    hear(T, lease(State.CLOSED, 3, null, 0));
    call(T + 10, GOOD);
    call(T + 20, BAD);
    assertThat(holder.due(T + 999)).isEqualTo(Errand.NOTHING);
    assertThat(holder.due(T + 1_000)).isEqualTo(Errand.REPORT);
    Report report = holder.report(T + 1_000);

    assertThat(report.number()).isEqualTo(2);
    assertThat(report.generation()).isEqualTo(3);
    assertThat(report.lastFailure()).isEqualTo("E");
    assertThat(report.buckets()).containsExactly(ClusterFixture.bucket(T / 1_000, 1, 1));
    assertThat(holder.due(T + 1_999)).as("not answered yet").isEqualTo(Errand.NOTHING);
  }

  @Test
  void saysTheSameAgainUntilItIsAnswered() {
    hear(T, lease(State.CLOSED, 0, null, 0));
    call(T, BAD);
    Report first = holder.report(T + 1_000);
    assertThat(holder.failed(false)).as("is worth a line in the log").isTrue();
    call(T + 1_500, BAD);
    assertThat(holder.due(T + 2_999)).as("backs off").isEqualTo(Errand.NOTHING);
    Report again = holder.report(T + 3_000);
    assertThat(again).isEqualTo(first.sentAt(T + 3_000));
    holder.reported(T + 3_000, lease(State.CLOSED, 0, null, 0));

    assertThat(holder.report(T + 4_000).buckets())
        .containsExactly(ClusterFixture.bucket(T / 1_000 + 1, 0, 1));
  }

  @Test
  void doesNotRepeatWhatTheEntityRefuses() {
    hear(T, lease(State.CLOSED, 0, null, 0));
    call(T, BAD);
    Report refused = holder.report(T + 1_000);
    holder.failed(true);

    Report next = holder.report(T + 4_000);
    assertThat(next.number()).isEqualTo(refused.number() + 1);
    assertThat(next.buckets()).isEmpty();
  }

  @Test
  void asksLessAndLessOftenWhenItHasNothingToTell() {
    hear(T, lease(State.CLOSED, 0, null, 0));
    long now = T;
    int spoken = 0;
    for (long end = T + 470_000; now < end; now += 1_000) {
      Errand errand = holder.due(now);
      assertThat(errand).isNotEqualTo(Errand.REPORT);
      if (errand == Errand.READ) {
        spoken++;
        holder.reading(now);
        holder.read(now, lease(State.CLOSED, 0, null, 0));
      }
    }
    assertThat(spoken).as("questions, at most each ten seconds").isBetween(47, 51);
  }

  @Test
  void permitsOrRejectsWhenItHasHeardNothingForTooLong() {
    LeaseHolder strict =
        new LeaseHolder("s", options().setWhenUnreachable(WhenUnreachable.REJECT).build());
    assertThat(strict.acquire(T)).as("never heard").isNull();
    assertThat(holder.acquire(T)).as("never heard").isNotNull();
    hear(T, lease(State.OPEN, 1, 3_600_000L, 0));
    strict.report(T);
    strict.reported(T, lease(State.CLOSED, 1, null, 0));
    assertThat(holder.acquire(T + 30_000)).isNull();
    assertThat(strict.acquire(T + 30_000)).isNotNull();

    assertThat(holder.acquire(T + 30_001)).isNotNull();
    assertThat(strict.acquire(T + 30_001)).isNull();
    assertThat(strict.rejection(T + 30_001).explanation())
        .isEqualTo(
            "the shared breaker does not answer; does a worker of task queue breakers host it?");
    assertThat(strict.status(T + 30_001).state()).isEqualTo(State.OPEN);
    assertThat(holder.status(T + 30_001).state()).isEqualTo(State.CLOSED);
  }

  @Test
  void believesALeaseLongerIfItMayReportSeldom() {
    hear(T, new Lease(State.OPEN, 1, 3_600_000L, 0, 20_000, false, null));
    assertThat(holder.acquire(T + 60_000)).isNull();
    assertThat(holder.acquire(T + 60_001)).isNotNull();
  }

  @Test
  void asksForAProbeWhenTheWaitIsOverIfACallCameInBetween() {
    hear(T, lease(State.OPEN, 1, 20_000L, 0));
    assertThat(holder.acquire(T + 100)).isNull();
    assertThat(holder.rejection(T + 100).remainingWait()).isEqualTo(Duration.ofMillis(19_900));
    for (long now = T + 1_000; now <= T + 20_000; now += 1_000) {
      assertThat(holder.due(now)).isNotEqualTo(Errand.REPORT);
      holder.reading(now);
      holder.read(now, lease(State.OPEN, 1, T + 20_000 - now, 0));
    }
    assertThat(holder.due(T + 22_000)).isEqualTo(Errand.REPORT);

    assertThat(holder.report(T + 22_000).wanted()).isEqualTo(1);
  }

  @Test
  void letsAWaitEndThatQuestionsSeemToBeginAnew() {
    hear(T, lease(State.OPEN, 1, 20_000L, 0));
    assertThat(holder.acquire(T + 100)).isNull();
    for (long now = T + 1_000; now <= T + 20_000; now += 1_000) {
      assertThat(holder.due(now)).isNotEqualTo(Errand.REPORT);
      holder.reading(now);
      holder.read(now, lease(State.OPEN, 1, 20_000L, 0));
    }

    assertThat(holder.due(T + 22_000)).isEqualTo(Errand.REPORT);
    assertThat(holder.rejection(T + 21_000).remainingWait())
        .as("not at once, since the entity must be asked first")
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void makesEachProbeOnceAndTellsAtOnceHowItEnded() {
    LeaseHolder prober = new LeaseHolder("p", options(rules().setProbes(3)).build());
    prober.report(T);
    prober.reported(T, lease(State.HALF_OPEN, 2, null, 2));
    Ticket one = Objects.requireNonNull(prober.acquire(T));
    Ticket two = Objects.requireNonNull(prober.acquire(T));
    assertThat(prober.acquire(T)).isNull();
    prober.end(one, T + 10, new Ended(Kind.FAILED, Duration.ZERO, "E", null, null));
    prober.end(one, T + 11, GOOD);
    prober.end(two, T + 12, NOTHING);
    assertThat(prober.due(T + 1_000)).isEqualTo(Errand.REPORT);

    assertThat(prober.report(T + 1_000).probes()).isEqualTo(new Probes(1, 1, 0, 1));
  }

  @Test
  void givesAProbeBackThatNobodyMakes() {
    hear(T, lease(State.HALF_OPEN, 2, null, 1));
    holder.reading(T + 4_000);
    holder.read(T + 4_000, lease(State.HALF_OPEN, 2, null, 0));
    assertThat(holder.due(T + 5_000)).isEqualTo(Errand.REPORT);
    assertThat(holder.report(T + 5_000).probes()).isEqualTo(new Probes(0, 0, 0, 1));

    assertThat(holder.acquire(T + 5_000)).isNull();
  }

  @Test
  void hasRoomForTheProbesThatItWasGrantedAndAsksForOneIfItHasNone() {
    assertThat(holder.room(T)).as("never heard").isEqualTo(Integer.MAX_VALUE);
    hear(T, lease(State.OPEN, 1, 500L, 0));
    assertThat(holder.room(T)).isZero();
    assertThat(holder.due(T + 2_000)).isEqualTo(Errand.REPORT);
    assertThat(holder.report(T + 2_000).wanted()).isEqualTo(1);
    holder.reported(T + 2_000, lease(State.HALF_OPEN, 2, null, 1));
    assertThat(holder.room(T + 2_000)).isEqualTo(1);
    hear(T + 3_000, lease(State.CLOSED, 3, null, 0));

    assertThat(holder.room(T + 3_000)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void makesNoProbeThatAnEarlierStateHasGranted() {
    hear(T, lease(State.HALF_OPEN, 2, null, 1));
    holder.reading(T + 1_000);
    holder.read(T + 1_000, lease(State.OPEN, 3, 20_000L, 0));

    assertThat(holder.acquire(T + 1_000)).isNull();
  }

  @Test
  void dropsWhatAnEarlierStateHasPermitted() {
    hear(T, lease(State.CLOSED, 0, null, 0));
    Ticket early = Objects.requireNonNull(holder.acquire(T));
    call(T, BAD);
    holder.reading(T + 1_000);
    holder.read(T + 1_000, lease(State.CLOSED, 2, null, 0));
    holder.end(early, T + 1_500, BAD);

    assertThat(holder.due(T + 3_000)).isEqualTo(Errand.READ);
  }

  @Test
  void answersOnceWhenItIsAskedAlthoughItHasNothingToTell() {
    hear(T, lease(State.CLOSED, 0, null, 0));
    Lease asking = new Lease(State.CLOSED, 0, null, 0, 1_000, true, null);
    holder.reading(T + 1_000);
    assertThat(holder.read(T + 1_000, asking)).isTrue();
    hear(T + 1_000, asking);
    holder.reading(T + 2_000);

    assertThat(holder.read(T + 2_000, asking)).isFalse();
  }

  @Test
  void keepsCallsThatAreNoneTooBadToItselfUntilTheEntityAsks() {
    hear(T, lease(State.CLOSED, 0, null, 0));
    call(T, GOOD);
    call(T, GOOD);
    call(T, BAD);
    assertThat(holder.due(T + 1_000)).isEqualTo(Errand.READ);
    holder.reading(T + 1_000);
    assertThat(holder.read(T + 1_000, lease(State.CLOSED, 0, null, 0))).isFalse();
    holder.reading(T + 2_000);
    assertThat(holder.read(T + 2_000, new Lease(State.CLOSED, 0, null, 0, 1_000, true, null)))
        .isTrue();
    assertThat(holder.report(T + 2_000).buckets())
        .containsExactly(ClusterFixture.bucket(T / 1_000, 2, 1));

    holder.reported(T + 2_000, lease(State.CLOSED, 0, null, 0));
    assertThat(holder.due(T + 3_000)).isEqualTo(Errand.READ);
    assertThat(holder.due(T + 482_000)).as("shows that it is there").isEqualTo(Errand.REPORT);
  }

  @Test
  void countsSlowCallsByItsOwnRulesAndForgetsWhatIsTooOld() {
    LeaseHolder slow =
        new LeaseHolder("p", options(rules().setSlowCallRate(Duration.ofMillis(100), 50)).build());
    slow.report(T);
    slow.reported(T, lease(State.CLOSED, 0, null, 0));
    end(slow, T, 500);
    end(slow, T + 60_000, 100);
    end(slow, T + 60_000, 101);

    assertThat(slow.report(T + 60_000).buckets())
        .containsExactly(new BreakerState.Bucket(T / 1_000 + 60, 2, 0, 1, 0));
  }

  private static void end(LeaseHolder holder, long now, long tookMillis) {
    Ticket ticket = Objects.requireNonNull(holder.acquire(now));
    holder.end(
        ticket, now, new Ended(Kind.SUCCESSFUL, Duration.ofMillis(tookMillis), null, null, null));
  }

  private void call(long now, Ended end) {
    holder.end(Objects.requireNonNull(holder.acquire(now)), now, end);
  }

  /** Reports, and gets this answer. */
  private void hear(long now, Lease lease) {
    holder.report(now);
    holder.reported(now, lease);
  }

  private static Lease lease(State state, long generation, @Nullable Long wait, int probes) {
    return new Lease(state, generation, wait, probes, 1_000, false, null);
  }
}
