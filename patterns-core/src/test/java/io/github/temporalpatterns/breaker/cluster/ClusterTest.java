// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.bucket;
import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.cluster;
import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.counts;
import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.options;
import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.rules;
import static io.github.temporalpatterns.breaker.cluster.ClusterFixture.wants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Memory;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Probes;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.machine.State;
import io.temporal.failure.ApplicationFailure;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the shared breaker makes of reports. */
final class ClusterTest {
  private static final long T = 1_000_000;
  private static final long S = T / 1_000;

  @Test
  void addsUpWhatProcessesReportAndSaysWhyItOpens() {
    Cluster cluster = cluster(options());
    assertThat(cluster.report(T, counts("a", 1, T, 0, bucket(S, 2, 1))).state())
        .isEqualTo(State.CLOSED);
    Lease lease = cluster.report(T, counts("b", 1, T, 0, bucket(S - 1, 1, 2)));

    assertThat(lease)
        .isEqualTo(
            new Lease(
                State.OPEN, 1, 20_000L, 0, 1_000, false, "opened: 3 of 6 calls failed, last E"));
    assertThat(cluster.lease(T + 5_000, 0).waitMillis()).isEqualTo(15_000);
  }

  @Test
  void countsAReportOnce() {
    Cluster cluster = cluster(options());
    Report second = counts("a", 2, T, 0, bucket(S, 0, 1));
    cluster.report(T, second);
    cluster.report(T, second);
    cluster.report(T, counts("a", 1, T, 0, bucket(S, 0, 9)));
    cluster.report(T, second.sentAt(T + 5_000));

    assertThat(cluster.machine().status("b", 0, List.of()).calls()).isEqualTo(1);
  }

  @Test
  void knowsWhenACallWasWhateverTheClocksSay() {
    Cluster cluster = cluster(options());
    long ahead = T + 86_400_000;
    cluster.report(T, counts("ahead", 1, ahead, 0));
    cluster.report(T, counts("behind", 1, 5_000, 0));
    // Sent together, but the second was under way for seven seconds.
    cluster.report(
        T + 1_000, counts("ahead", 2, ahead + 1_000, 0, bucket((ahead + 1_000) / 1_000, 1, 0)));
    cluster.report(T + 8_000, counts("behind", 2, 6_000, 0, bucket(6, 1, 0)));

    assertThat(cluster.machine().save("b", null).buckets()).containsExactly(bucket(S + 1, 2, 0));
    cluster.report(T + 12_000, counts("ahead", 3, ahead + 12_000, 0, bucket(ahead / 1_000, 9, 0)));
    assertThat(cluster.machine().status("b", 0, List.of()).calls()).as("too old").isZero();
  }

  @Test
  void countsAgainAfterAClockWasSetOrStoodStill() {
    Cluster cluster = cluster(options());
    cluster.report(T, counts("a", 1, T, 0));
    long minute = 60_000; // by which the entity's clock is set
    assertThat(counted(cluster, T + 1_000 + minute, 2, T + 1_000)).isZero();
    assertThat(counted(cluster, T + 601_000 + minute, 3, T + 601_000)).isZero();
    assertThat(counted(cluster, T + 602_000 + minute, 4, T + 602_000)).isEqualTo(1);

    long later = T + 5_000_000; // after a sleep, in which the process's clock stood still
    assertThat(counted(cluster, later, 5, T + 603_000)).as("perhaps it waited as long").isZero();
    assertThat(counted(cluster, later + 1_000, 6, T + 604_000)).isEqualTo(1);
  }

  /** Reports a call of this moment, and tells how many count then. */
  private static int counted(Cluster cluster, long now, long number, long clock) {
    cluster.report(now, counts("a", number, clock, 0, bucket(clock / 1_000, 1, 0)));
    return cluster.machine().status("b", 0, List.of()).calls();
  }

  @Test
  void countsWhatAProcessOfALongerWindowTellsAsFarAsItCounts() {
    Cluster cluster = cluster(options());
    Bucket[] minutes = new Bucket[601];
    Arrays.setAll(minutes, i -> bucket(S - 600 + i, 1, 0));
    Report report = counts("a", 1, T, 0, minutes);
    ReportCheck.check(report);
    cluster.report(T, report);

    assertThat(cluster.machine().status("b", 0, List.of()).calls()).isEqualTo(10);
  }

  @Test
  void opensOnlyIfEnoughProcessesHaveSeenBadCalls() {
    Cluster cluster = cluster(options().setMinimumSources(2));
    cluster.report(T, counts("a", 1, T, 0, bucket(S, 0, 50)));
    assertThat(cluster.report(T, counts("b", 1, T, 0, bucket(S, 9, 0))).state())
        .isEqualTo(State.CLOSED);
    // The first one's are too old by then.
    long later = T + 10_000;
    assertThat(cluster.report(later, counts("b", 2, later, 0, bucket(S + 10, 0, 9))).state())
        .isEqualTo(State.CLOSED);

    assertThat(cluster.report(later, counts("c", 1, later, 0, bucket(S + 10, 0, 1))).state())
        .isEqualTo(State.OPEN);
  }

  @Test
  void asksAllBeforeItOpensBecauseOfOne() {
    Cluster cluster = cluster(options());
    cluster.report(T, counts("a", 1, T, 0));
    cluster.report(T, counts("b", 1, T, 0));
    Lease asked = cluster.report(T + 500, counts("a", 2, T + 500, 0, bucket(S, 0, 9)));
    assertThat(asked.state()).isEqualTo(State.CLOSED);
    assertThat(asked.tellAll()).isTrue();
    Lease calm = cluster.report(T + 700, counts("b", 2, T + 700, 0, bucket(S, 10, 0)));
    assertThat(calm.state()).isEqualTo(State.CLOSED);
    assertThat(calm.tellAll()).isFalse();
    cluster.report(T + 900, counts("a", 3, T + 900, 0, bucket(S, 0, 9)));

    assertThat(cluster.report(T + 2_899, counts("a", 4, T + 2_899, 0)).state())
        .as("the other one may still speak")
        .isEqualTo(State.CLOSED);
    assertThat(cluster.report(T + 2_900, counts("a", 5, T + 2_900, 0)).state())
        .as("it does not")
        .isEqualTo(State.OPEN);
  }

  @Test
  void sharesProbesOutAndLetsThemDecide() {
    Cluster cluster = cluster(options(rules().setProbes(2).setMinimumCalls(4)));
    cluster.report(T, counts("a", 1, T, 0, bucket(S, 0, 4)));
    assertThat(cluster.report(T + 20_000, wants("a", 2, T + 20_000, 1, 2, null)).probes())
        .as("too early")
        .isZero();
    long due = T + 20_001;
    Report wish = wants("a", 3, due, 1, 1, null);
    assertThat(cluster.report(due, wish).probes()).isEqualTo(1);
    assertThat(cluster.report(due, wish).probes()).as("its answer got lost").isEqualTo(1);
    assertThat(cluster.report(due, wants("b", 1, due, 2, 5, null)).probes()).isEqualTo(1);
    assertThat(cluster.report(due, wants("c", 1, due, 2, 5, null)).probes()).isZero();
    cluster.report(due, wants("a", 4, due, 2, 0, new Probes(1, 0, 0, 0)));
    Lease lease = cluster.report(due, wants("b", 2, due, 2, 0, new Probes(1, 0, 0, 0)));

    assertThat(lease.state()).isEqualTo(State.CLOSED);
    assertThat(cluster.machine().status("b", 0, List.of()).calls()).isZero();
  }

  @Test
  void opensAgainAtABadProbeOrWhenAProcessDiesWithIt() {
    Cluster cluster = cluster(options());
    cluster.report(T, counts("a", 1, T, 0, bucket(S, 0, 4)));
    long due = T + 20_001;
    cluster.report(due, wants("a", 2, due, 1, 1, null));
    Lease lease = cluster.report(due, wants("a", 3, due, 2, 0, new Probes(1, 1, 0, 0)));
    assertThat(lease.state()).isEqualTo(State.OPEN);
    assertThat(lease.explanation()).startsWith("opened again: of 1 probes 1 failed");

    long again = due + 20_001;
    assertThat(cluster.report(again, wants("b", 1, again, 3, 1, null)).probes()).isEqualTo(1);
    long late = again + 60_001;
    lease = cluster.report(late, wants("a", 4, late, 4, 1, null));
    assertThat(lease.state()).isEqualTo(State.OPEN);
    assertThat(lease.explanation()).contains("not reported in time");
  }

  @Test
  void dropsWhatAnotherGenerationCounted() {
    Cluster cluster = cluster(options());
    cluster.machine().close();
    cluster.report(T, counts("a", 1, T, 0, bucket(S, 0, 9)));
    cluster.report(T, counts("b", 1, T, -1, bucket(S, 0, 9)));

    assertThat(cluster.machine().status("b", 0, List.of()).calls()).isZero();
    assertThat(cluster.lease(T, 0).state()).isEqualTo(State.CLOSED);
  }

  @Test
  void goesOnAsBeforeWithProbesThatAreOut() {
    Cluster cluster = cluster(options(rules().setProbes(2)));
    cluster.report(T, counts("a", 1, T, 0, bucket(S, 0, 4)));
    long due = T + 20_001;
    cluster.report(due, wants("a", 2, due, 1, 1, null));
    Memory memory = Wire.read(Wire.write(cluster.save("bank", null)), Memory.class);
    Cluster next = new Cluster(options(rules().setProbes(2)).build().start().rules(), 7, memory);

    assertThat(next.save("bank", null)).isEqualTo(cluster.save("bank", null));
    assertThat(next.report(due, wants("b", 1, due, 2, 2, null)).probes()).isEqualTo(1);
    next.report(due, wants("b", 2, due, 2, 0, new Probes(0, 0, 0, 1)));
    assertThat(next.report(due, wants("c", 1, due, 2, 2, null)).probes()).isEqualTo(1);
  }

  @Test
  void asksForFewerReportsTheMoreProcessesThereAreAndForgetsTheSilent() {
    Cluster cluster = cluster(options().setReportsPerSecond(2));
    for (int i = 0; i < 2_500; i++) {
      cluster.report(T, counts("p" + i, 1, T, 0));
    }
    assertThat(cluster.lease(T, 0).everyMillis()).isEqualTo(1_000_000);
    assertThat(cluster.sources()).isEqualTo(Sources.MOST);
    cluster.report(T + 600_001, counts("p9", 2, T + 600_001, 0));

    assertThat(cluster.sources()).isEqualTo(1);
    assertThat(cluster.lease(T, 0).everyMillis()).isEqualTo(1_000);
  }

  @Test
  void refusesReportsThatCannotBe() {
    assertRefused(counts(" ", 1, T, 0), "source: must not be blank");
    assertRefused(counts("a", 1, -1, 0), "clock: must be 0 to");
    assertRefused(counts("a", 1, T, 0, bucket(S, 2, -1)), "failed: must be 0 to 1, was -1");
    assertRefused(wants("a", 1, T, 0, -1, null), "wanted: must be 0 to 1000000, was -1");
    assertRefused(
        wants("a", 1, T, 0, 0, new Probes(1, 2, 0, 0)), "probes failed: must be 0 to 1, was 2");
    Bucket[] tooMany = new Bucket[602];
    Arrays.fill(tooMany, bucket(S, 1, 0));
    assertRefused(counts("a", 1, T, 0, tooMany), "buckets: must be 0 to 601, was 602");
    ReportCheck.check(counts("a", 1, T, 0, bucket(S, 2, 1)));
  }

  private static void assertRefused(Report report, String why) {
    assertThatThrownBy(() -> ReportCheck.check(report))
        .isInstanceOf(ApplicationFailure.class)
        .hasMessageContaining(why);
  }
}
