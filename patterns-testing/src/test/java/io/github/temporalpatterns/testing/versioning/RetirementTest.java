// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.Capability;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.versioning.Releases.Index;
import io.github.temporalpatterns.versioning.ChangeLedger;
import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import io.github.temporalpatterns.versioning.Retirement;
import io.github.temporalpatterns.versioning.RetirementReport;
import io.github.temporalpatterns.versioning.RetirementReport.Row;
import io.github.temporalpatterns.versioning.RetirementReport.Verdict;
import io.github.temporalpatterns.versioning.VersionedFlow;
import io.github.temporalpatterns.versioning.VersionedState;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which branches may go, asked of a server that knows. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
final class RetirementTest {
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private final ChangeLedger first = fee(today, today, 1).build();
  private final ChangeLedger ledger = fee(today, today, 2).build();

  @Test
  @Tag("real-server-only")
  void saysWhoIsOnEachVersion() {
    try (PatternEnv env = real("retirement");
        Releases orders = new Releases(env)) {
      orders.release(Index.KEPT, () -> {}, 2, 1);
      orders.release(Index.KEPT, () -> VersionedFlow.create(first).on("fee").version(), 1, 2);
      orders.release(Index.NOT_KEPT, () -> VersionedFlow.create(first).on("fee").version(), 1, 0);
      orders.release(Index.KEPT, () -> VersionedFlow.create(ledger).on("fee").version(), 1, 1);
      orders.await("ExecutionStatus = 'Running'", 5);
      orders.await("ExecutionStatus = 'Completed'", 4);
      orders.await("TemporalChangeVersion IN ('fee-1', 'fee-2')", 5);

      RetirementReport counted = ask(orders, ledger).report();
      assertThat(lines(counted))
          .containsExactly("fee -1 IN_USE 3+0 1", "fee 1 IN_USE 1+0 2", "fee 2 NEWEST 1+0 1");
      assertThat(counted.cost().histories()).isZero();
      List<String> before = orders.ids(query(counted, -1));
      assertThat(before).hasSize(3).contains(oldest(counted, -1));
      assertThat(orders.ids(query(counted, 1))).containsExactly(oldest(counted, 1));

      RetirementReport listed = ask(orders, withKeys(2)).report();
      assertThat(lines(listed)).containsAll(lines(counted));
      assertThat(listed.row("fee", 1)).isEqualTo(counted.row("fee", 1));

      RetirementReport read = ask(orders, ledger).histories(100).report();
      assertThat(lines(read))
          .containsExactly("fee -1 IN_USE 2+0 1", "fee 1 IN_USE 2+0 2", "fee 2 NEWEST 1+0 1");
      assertThat(read.cost().histories()).as("those without an entry").isEqualTo(4);
      assertThat(ask(orders, ledger).histories(3).report().cost().unread()).isEqualTo(1);

      ChangeLedger longAgo = fee(today.minusDays(30), today, 2).build();
      assertThat(lines(ask(orders, longAgo).report()))
          .as("an entry may be missing, whenever an open run began")
          .containsExactly("fee -1 UNCLEAR 0+3 0", "fee 1 IN_USE 1+3 3", "fee 2 NEWEST 1+0 1");
      assertThat(ask(orders, longAgo).histories(100).report().row("fee", -1).verdict())
          .isEqualTo(Verdict.DELETABLE);

      orders.terminate(query(counted, -1));
      orders.terminate(query(counted, 1));
      orders.await("ExecutionStatus = 'Terminated'", 4);
      RetirementReport later = ask(orders, ledger).report();
      assertThat(lines(later))
          .containsExactly("fee -1 RETAINED 0+0 4", "fee 1 RETAINED 0+0 3", "fee 2 NEWEST 1+0 1");
      assertThat(later.row("fee", -1).deletableFrom())
          .isBetween(counted.asOf().plus(later.retention()), later.asOf().plus(later.retention()));
      assertThat(later.retention()).isEqualTo(Releases.RETENTION);
      assertThat(orders.ids(query(later, -1))).hasSize(4).containsAll(before);
    }
  }

  @Test
  @Tag("real-server-only")
  void knowsKeysAndWhatAChainCarries() {
    try (PatternEnv env = real("retirement-keys");
        Releases orders = new Releases(env)) {
      orders.release(
          Index.KEPT,
          () -> {
            VersionedFlow flow = VersionedFlow.create(withKeys(1));
            flow.on("day").each("mon").version();
            flow.on("day").each("tue").version();
          },
          1,
          0);
      VersionedState carried = new VersionedState(1, Map.of("terms", -1));
      orders.release(
          Index.KEPT,
          () -> VersionedFlow.restore(withTerms(), carried).on("terms").version(),
          1,
          0);
      orders.release(Index.KEPT, () -> {}, 1, 0);
      orders.await("TemporalChangeVersion IS NOT NULL", 2);
      orders.await("CloseTime IS NULL", 3);

      RetirementReport keys = ask(orders, withKeys(2)).report();
      assertThat(lines(keys)).contains("day -1 UNCLEAR 0+2 0", "day 1 IN_USE 1+2 0");
      assertThat(orders.ids(Objects.requireNonNull(keys.row("day", 1).query())))
          .hasSize(3)
          .contains(Objects.requireNonNull(keys.row("day", 1).oldest()).workflowId());
      assertThat(lines(ask(orders, withKeys(2)).histories(100).report()))
          .contains("day -1 DELETABLE 0+0 0", "day 1 IN_USE 1+0 0");

      RetirementReport counted = ask(orders, withTerms()).report();
      assertThat(lines(counted))
          .as("two have not asked, and may carry what one before them decided")
          .containsExactly("terms -1 IN_USE 1+2 0", "terms 1 NEWEST 0+0 0");
      RetirementReport read = ask(orders, withTerms()).histories(100).report();
      assertThat(lines(read))
          .as("they continue none")
          .containsExactly("terms -1 IN_USE 1+0 0", "terms 1 NEWEST 0+0 0");
    }
  }

  @Test
  void saysThatAServerCannotCount() {
    try (PatternEnv env = real("retirement-refused")) {
      Assumptions.assumeFalse(env.can(Capability.LIST));
      assertThatThrownBy(() -> Retirement.of(env.client(), ledger, "Order").report())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the server does not count by \"WorkflowType IN ('Order') AND ");
    }
  }

  private static PatternEnv real(String name) {
    return PatternEnv.open(
        PatternEnvOptions.newBuilder().setName(name).setTime(PatternEnvOptions.Time.REAL).build());
  }

  private static Retirement ask(Releases orders, ChangeLedger ledger) {
    return Retirement.of(orders.client(), ledger, Releases.TYPE).pace(Duration.ofMillis(1));
  }

  private static List<String> lines(RetirementReport report) {
    return report.rows().stream()
        .map(
            row ->
                "%s %d %s %d+%d %d"
                    .formatted(
                        row.change(),
                        row.version(),
                        row.verdict(),
                        row.open(),
                        row.unclear(),
                        row.closed()))
        .toList();
  }

  private static String query(RetirementReport report, int version) {
    return Objects.requireNonNull(report.row("fee", version).query());
  }

  private static String oldest(RetirementReport report, int version) {
    Row row = report.row("fee", version);
    return Objects.requireNonNull(row.oldest()).workflowId();
  }

  private static ChangeLedger.Builder fee(LocalDate first, LocalDate second, int newest) {
    ChangeLedger.Builder fee =
        ChangeLedger.newBuilder().change("fee", "x").version(1, first.toString(), "one");
    return newest == 1 ? fee : fee.version(2, second.toString(), "two");
  }

  private ChangeLedger withKeys(int newest) {
    ChangeLedger.Builder keys =
        fee(today, today, 2)
            .change("day", "x")
            .scope(Scope.KEY)
            .version(1, today.minusDays(30).toString(), "one");
    return (newest == 1 ? keys : keys.version(2, today.minusDays(9).toString(), "two")).build();
  }

  private ChangeLedger withTerms() {
    return ChangeLedger.newBuilder()
        .change("terms", "x")
        .scope(Scope.CHAIN)
        .version(1, today.minusDays(30).toString(), "one")
        .build();
  }
}
