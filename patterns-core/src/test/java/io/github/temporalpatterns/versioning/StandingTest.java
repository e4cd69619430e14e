// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How the index is asked who is on a version; that it answers right is tested on a real one. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class StandingTest {
  private static final String NO_ENTRY =
      "(TemporalChangeVersion IS NULL OR TemporalChangeVersion NOT IN ('fee--1', 'fee-1',"
          + " 'fee-2'))";
  private static final String WAITING = NO_ENTRY + " AND StartTime >= '2026-02-03T00:00:00Z'";
  private static final String UNKNOWN = WAITING + " AND CloseTime IS NULL";
  private static final String WINDOW =
      " AND StartTime >= '2026-02-03T00:00:00Z' AND StartTime < '2026-06-03T00:00:00Z'";

  @Test
  void asksByEntryAndStart() {
    List<Standing> fee = standings(Scope.RUN, List.of());

    assertThat(fee).extracting(Standing::version).containsExactly(-1, 1, 2);
    assertThat(fee.get(0).any().query())
        .isEqualTo(
            "((TemporalChangeVersion IN ('fee--1') OR "
                + NO_ENTRY
                + " AND StartTime < '2026-02-03T00:00:00Z') OR "
                + UNKNOWN
                + ")");
    assertThat(fee.get(1).any().query())
        .isEqualTo(
            "(TemporalChangeVersion IN ('fee-1') OR ("
                + NO_ENTRY
                + WINDOW
                + " OR "
                + UNKNOWN
                + "))");
    assertThat(fee.get(2).any().query()).isEqualTo("TemporalChangeVersion IN ('fee-2')");
  }

  @Test
  void aRunOfAChainMayCarryADecision() {
    List<Standing> fee = standings(Scope.CHAIN, List.of());

    assertThat(fee.get(0).unclear().query()).isEqualTo(WAITING);
    assertThat(fee.get(1).unclear().query())
        .isEqualTo("(" + NO_ENTRY + WINDOW + " OR " + WAITING + ")");
  }

  @Test
  void ofABranchThatIsOutOfTheCodeNothingCanBeKept() {
    Change change =
        ChangeLedger.newBuilder()
            .change("fee", "x")
            .version(1, "2026-02-01", "one")
            .version(2, "2026-06-01", "two")
            .version(3, "2026-07-01", "three")
            .oldest(2)
            .build()
            .change("fee");
    List<Standing> fee = Standing.of(change, Duration.ofDays(2), List.of());

    assertThat(fee)
        .extracting(it -> it.unclear().query().contains(" AND CloseTime IS NULL"))
        .containsExactly(false, false, true, false);
  }

  @Test
  void namesTheKeysThatWereSeen() {
    List<Standing> fee = standings(Scope.KEY, List.of("fee#a-1", "fee#b--1", "fee#c-11"));

    assertThat(fee.get(0).on().query())
        .isEqualTo("(TemporalChangeVersion IN ('fee#b--1') OR StartTime < '2026-02-03T00:00:00Z')");
    assertThat(fee.get(1).on().query())
        .as("a key may end in a hyphen")
        .isEqualTo("TemporalChangeVersion IN ('fee#a-1', 'fee#b--1')");
    assertThat(fee.get(2).on().query()).isEmpty();
  }

  @Test
  void quotesWorkflowTypes() {
    assertThat(Condition.ofTypes(List.of("Ann's", "B")).query())
        .isEqualTo("WorkflowType IN ('Ann''s', 'B')");
  }

  @Test
  void refusesWorkflowTypesThatNoQueryFinds() {
    for (String type : List.of("say \"hi\"", "a\\b", "two\nlines", " ")) {
      assertThatThrownBy(() -> Condition.checkName("workflow type", type))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("workflow type must not ")
          .hasMessageContaining(type);
    }
  }

  @Test
  void versionsThatAreNotDeclaredAnyMoreAreOlderThanTheFirst() {
    Change change =
        ChangeLedger.newBuilder()
            .change("fee", "x")
            .version(3, "2026-02-01", "three")
            .oldest(3)
            .build()
            .change("fee");

    assertThat(Standing.of(change, Duration.ofDays(2), List.of()).get(0).on().query())
        .startsWith("(TemporalChangeVersion IN ('fee--1', 'fee-1', 'fee-2') OR ");
  }

  private static List<Standing> standings(Scope scope, List<String> keyed) {
    Change change =
        ChangeLedger.newBuilder()
            .change("fee", "x")
            .scope(scope)
            .version(1, "2026-02-01", "one")
            .version(2, "2026-06-01", "two")
            .build()
            .change("fee");
    return Standing.of(change, Duration.ofDays(2), keyed);
  }
}
