// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Probes;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.machine.BreakerOperator;
import io.github.temporalpatterns.breaker.machine.BreakerOperator.Command;
import io.github.temporalpatterns.breaker.machine.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 34 to 42: probes, operators and continue-as-new of a shared breaker. */
abstract class EntityDecisionRules extends EntityRules {
  static final Probes GOOD = new Probes(1, 0, 0, 0);
  private static final Probes BAD = new Probes(1, 1, 0, 0);
  private static final Probes UNUSED = new Probes(0, 0, 0, 1);
  private static final Duration WAIT = Duration.ofMillis(2_100);

  @Test
  void rule34_tells_how_long_it_is_open_and_grants_no_probe_before_required() {
    EntityLab lab = open();
    Lease opened = lab.tell("a", 1, 0, 4);
    assertThat(opened.waitMillis()).isBetween(1L, 2_000L);
    assertThat(lab.lease().waitMillis()).isBetween(0L, 2_000L);
    assertThat(lab.lease().generation()).isEqualTo(opened.generation());
    assertThat(opened.probes()).isZero();
    Lease early = lab.want("a", 2, 1);
    assertThat(early.probes()).isZero();
    assertThat(early.state()).isEqualTo(State.OPEN);
  }

  @Test
  void rule35_grants_each_probe_once_over_all_processes_required() {
    EntityLab lab = openUntilProbes(3);
    assertThat(lab.want("a", 2, 2).probes()).isEqualTo(2);
    assertThat(lab.want("b", 1, 2).probes()).isEqualTo(1);
    Lease none = lab.want("c", 1, 2);
    assertThat(none.probes()).isZero();
    assertThat(none.state()).isEqualTo(State.HALF_OPEN);
  }

  @Test
  void rule36_grants_the_same_probe_to_a_report_that_comes_again_required() {
    EntityLab lab = openUntilProbes(1);
    Report wish = lab.report("a", 2, lab.lease().generation(), List.of(), null, 1);
    assertThat(lab.tell(wish).probes()).isEqualTo(1);
    assertThat(lab.tell(wish).probes()).isEqualTo(1);
    assertThat(lab.want("b", 1, 1).probes()).isZero();
  }

  @Test
  void rule37_closes_after_good_probes_and_counts_afresh_required() {
    EntityLab lab = openUntilProbes(1);
    lab.want("a", 2, 1);
    assertThat(lab.probed("a", 3, GOOD).state()).isEqualTo(State.CLOSED);
    assertThat(lab.tell("a", 4, 0, 3).state()).isEqualTo(State.CLOSED);
    assertThat(lab.tell("a", 5, 0, 1).state()).isEqualTo(State.OPEN);
  }

  @Test
  void rule38_opens_again_after_a_bad_probe_required() {
    EntityLab lab = openUntilProbes(1);
    lab.want("a", 2, 1);
    Lease again = lab.probed("a", 3, BAD);
    assertThat(again.state()).isEqualTo(State.OPEN);
    assertThat(again.waitMillis()).isBetween(1L, 2_000L);
  }

  @Test
  void rule39_grants_a_probe_again_that_was_given_back_required() {
    EntityLab lab = openUntilProbes(1);
    lab.want("a", 2, 1);
    lab.probed("a", 3, UNUSED);
    assertThat(lab.want("b", 1, 1).probes()).isEqualTo(1);
  }

  @Test
  void rule40_tells_every_process_what_an_operator_commands_required() {
    EntityLab lab = open();
    assertThat(lab.lease().state()).isEqualTo(State.CLOSED);
    lab.run()
        .stub(BreakerOperator.class)
        .breakerForceOpen(Command.of("1", "ann", "a drill", EntityLab.NAME));
    assertThat(lab.lease().state()).isEqualTo(State.FORCED_OPEN);
    Lease lease = lab.want("a", 1, 1);
    assertThat(lease.state()).isEqualTo(State.FORCED_OPEN);
    assertThat(lease.probes()).isZero();
    assertThat(lease.explanation()).isEqualTo("forced open by ann: a drill");
  }

  @Test
  void rule41_goes_on_counting_through_continue_as_new_required() {
    EntityLab lab = open();
    Report third = lab.counts("a", 3, 0, 0, 1);
    lab.tell("a", 1, 0, 1);
    lab.tell("a", 2, 0, 1);
    lab.tell(third);
    fillRun(lab);
    assertThat(lab.tell(third).state()).as("was counted by the run before").isEqualTo(State.CLOSED);
    assertThat(lab.tell("a", 4, 0, 1).state()).isEqualTo(State.OPEN);
  }

  @Test
  void rule42_stays_as_it_is_through_continue_as_new_required() {
    EntityLab lab = openUntilProbes(2);
    assertThat(lab.want("a", 2, 1).probes()).isEqualTo(1);
    Lease before = lab.lease();
    fillRun(lab);
    assertThat(lab.lease()).isEqualTo(before);
    assertThat(lab.want("b", 1, 2).probes()).as("one is out").isEqualTo(1);
  }

  /** Opens, and waits until probes may be made. */
  private EntityLab openUntilProbes(int probes) {
    EntityLab lab = open(EntityLab.rules(LONG_WINDOW, 1, probes));
    lab.tell("a", 1, 0, 4);
    lab.advance(WAIT);
    return lab;
  }

  /** Reports, without a word, until the entity has continued as new. */
  private static void fillRun(EntityLab lab) {
    Report silent = lab.report("a", -1, 0, List.of(), null, 0);
    for (int i = 0; i < 10; i++) {
      lab.tell(silent);
    }
    lab.run().await("a new run", () -> lab.run().histories().size() >= 2);
  }
}
