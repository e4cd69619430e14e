// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Lease;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.machine.BreakerState.Bucket;
import io.github.temporalpatterns.breaker.machine.State;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules 26 to 33: what a shared breaker counts. */
abstract class EntityCountRules extends EntityRules {

  @Test
  void rule26_adds_up_the_calls_of_all_processes_required() {
    EntityLab lab = open();
    assertThat(lab.tell("a", 1, 1, 0).state()).isEqualTo(State.CLOSED);
    assertThat(lab.tell("b", 1, 2, 1).state()).isEqualTo(State.CLOSED);
    assertThat(lab.tell("a", 2, 0, 2).state()).isEqualTo(State.CLOSED);
    Lease lease = lab.tell("b", 2, 0, 1);
    assertThat(lease.state()).isEqualTo(State.OPEN);
    assertThat(lease.explanation()).isEqualTo("opened: 4 of 7 calls failed, last E_DOWN");
  }

  @Test
  void rule27_counts_a_report_once_however_often_it_comes_required() {
    EntityLab lab = open();
    Report report = lab.counts("a", 1, 0, 0, 2);
    lab.tell(report);
    lab.tell(report);
    lab.tell(lab.counts("a", 0, 0, 0, 9));
    assertThat(lab.lease().state()).isEqualTo(State.CLOSED);
    assertThat(lab.tell("a", 2, 0, 2).state()).isEqualTo(State.OPEN);
  }

  @Test
  void rule28_lets_calls_go_that_are_too_old_required() {
    EntityLab lab = open(EntityLab.rules(3, 1, 1));
    lab.tell("a", 1, 0, 3);
    lab.tell(lab.counts("a", 2, 60, 0, 9));
    assertThat(lab.lease().state()).as("came too late").isEqualTo(State.CLOSED);
    lab.advance(Duration.ofSeconds(4));
    assertThat(lab.tell("a", 3, 0, 3).state()).as("have become too old").isEqualTo(State.CLOSED);
    assertThat(lab.tell("a", 4, 0, 1).state()).isEqualTo(State.OPEN);
  }

  @Test
  void rule29_needs_no_clocks_that_agree_required() {
    EntityLab lab = open(EntityLab.rules(60, 1, 1));
    lab.tell(skewed(lab, "ahead", 86_400));
    assertThat(lab.tell(skewed(lab, "behind", -86_400)).state()).isEqualTo(State.OPEN);
  }

  @Test
  void rule30_needs_bad_calls_of_as_many_processes_as_its_rules_say_required() {
    EntityLab lab = open(EntityLab.rules(LONG_WINDOW, 2, 1));
    lab.tell("a", 1, 0, 4);
    assertThat(lab.tell("a", 2, 0, 4).state()).isEqualTo(State.CLOSED);
    assertThat(lab.tell("b", 1, 0, 1).state()).isEqualTo(State.OPEN);
  }

  @Test
  void rule31_asks_all_processes_before_it_opens_because_of_one_required() {
    EntityLab lab = open();
    lab.tell("a", 1, 1, 0);
    lab.tell("b", 1, 1, 0);
    lab.advance(Duration.ofMillis(10));
    Lease asked = lab.tell("a", 2, 0, 9);
    assertThat(asked.state()).isEqualTo(State.CLOSED);
    assertThat(asked.tellAll()).isTrue();
    assertThat(lab.lease().tellAll()).isTrue();
    Lease calm = lab.tell("b", 2, 20, 0);
    assertThat(calm.state()).isEqualTo(State.CLOSED);
    assertThat(calm.tellAll()).isFalse();
  }

  @Test
  void rule32_drops_what_was_counted_under_an_earlier_state_required() {
    EntityLab lab = open();
    Report early = lab.counts("b", 1, 0, 0, 9);
    lab.tell("a", 1, 0, 4);
    lab.advance(Duration.ofMillis(2_100));
    lab.want("a", 2, 1);
    assertThat(lab.probed("a", 3, EntityDecisionRules.GOOD).state()).isEqualTo(State.CLOSED);
    assertThat(lab.tell(early).state()).isEqualTo(State.CLOSED);
    assertThat(lab.lease().tellAll()).isFalse();
  }

  @Test
  void rule33_refuses_a_report_that_cannot_be_required() {
    EntityLab lab = open();
    Bucket impossible = new Bucket(lab.now() / 1_000, 1, 9, 0, 0);
    assertThatThrownBy(() -> lab.tell(lab.report("a", 1, 0, List.of(impossible), null, 0)))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasRootCauseMessage(
            "message='failed: must be 0 to 1, was 9', type='patterns.BreakerRefused',"
                + " nonRetryable=true");
    assertThat(lab.tell("a", 1, 0, 4).state()).isEqualTo(State.OPEN);
  }

  /** Two bad calls of a process whose clock is wrong by so many seconds. */
  private static Report skewed(EntityLab lab, String source, long seconds) {
    long clock = lab.now() + 1_000 * seconds;
    Bucket bucket = new Bucket(clock / 1_000, 2, 2, 0, 0);
    return new Report(source, 1, clock, 0, List.of(bucket), null, 0, "E_DOWN", 0);
  }
}
