// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.github.temporalpatterns.versioning.Findings.Found;
import io.github.temporalpatterns.versioning.RetirementReport.Cost;
import io.github.temporalpatterns.versioning.RetirementReport.Row;
import io.github.temporalpatterns.versioning.RetirementReport.Run;
import io.github.temporalpatterns.versioning.RetirementReport.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What follows from who is on which version. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class VerdictsTest {
  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
  private static final Duration RETENTION = Duration.ofDays(3);
  private static final Run OLDEST = new Run("cart-1", "r", NOW.minusSeconds(90));
  private static final Found NOBODY = new Found(0, 0, 0, null, null);
  private static final Found OPEN = new Found(2, 1, 4, OLDEST, null);
  private static final Found UNKNOWN = new Found(0, 1, 0, OLDEST, null);

  private final Map<String, Found> found = new LinkedHashMap<>();

  @Test
  void aBranchIsFreeWhenTheLastRunOnItIsPastItsRetention() {
    found.put("fee -1", closed(NOW.minus(RETENTION).minusSeconds(1)));
    found.put("fee 1", closed(NOW.minus(RETENTION).plusSeconds(1)));
    found.put("fee 2", OPEN);

    assertThat(verdicts(fee()))
        .containsExactly("fee -1 DELETABLE", "fee 1 RETAINED", "fee 2 NEWEST");
    assertThat(rows(fee()).get(0).deletableFrom()).isEqualTo(NOW.minusSeconds(1));
    assertThat(rows(fee()).get(1).deletableFrom()).isEqualTo(NOW.plusSeconds(1));
    assertThat(rows(fee()).get(2).oldest()).as("of the newest nobody asks").isNull();
  }

  @Test
  void whatEndsNowIsNotRetainedAnyMore() {
    found.put("fee -1", closed(NOW.minus(RETENTION)));

    assertThat(rows(fee()).get(0).verdict()).isEqualTo(Verdict.DELETABLE);
  }

  @Test
  void aBranchThatNobodyWasOnIsFreeWithoutADate() {
    assertThat(verdicts(fee()))
        .containsExactly("fee -1 DELETABLE", "fee 1 DELETABLE", "fee 2 NEWEST");
    assertThat(rows(fee())).allMatch(row -> row.deletableFrom() == null && row.query() == null);
  }

  @Test
  void aBranchWaitsForTheOlderOnes() {
    found.put("fee -1", OPEN);
    found.put("fee 1", closed(NOW));
    assertThat(verdicts(fee())).containsExactly("fee -1 IN_USE", "fee 1 BEHIND", "fee 2 NEWEST");
    assertThat(rows(fee()).get(1).deletableFrom()).isNull();

    found.put("fee -1", UNKNOWN);
    assertThat(verdicts(fee())).containsExactly("fee -1 UNCLEAR", "fee 1 BEHIND", "fee 2 NEWEST");

    found.put("fee -1", closed(NOW));
    found.put("fee 1", closed(NOW.minusSeconds(60)));
    assertThat(rows(fee()).get(1).deletableFrom()).isEqualTo(NOW.plus(RETENTION));
  }

  @Test
  void runsOnWhatIsOutOfTheCodeAreStranded() {
    ChangeLedger ledger =
        ChangeLedger.newBuilder()
            .change("fee", "x")
            .version(1, "2026-01-01", "one")
            .version(2, "2026-02-01", "two")
            .version(3, "2026-03-01", "three")
            .oldest(2)
            .build();
    found.put("fee -1", closed(NOW));
    assertThat(verdicts(ledger)).containsExactly("fee 2 DELETABLE", "fee 3 NEWEST");

    found.put("fee 1", OPEN);
    assertThat(verdicts(ledger)).containsExactly("fee 1 STRANDED", "fee 2 BEHIND", "fee 3 NEWEST");
  }

  @Test
  void theBranchComesFirstThatWasReplacedFirst() {
    ChangeLedger ledger =
        ChangeLedger.newBuilder()
            .change("fee", "x")
            .version(1, "2026-02-01", "one")
            .version(2, "2026-06-01", "two")
            .change("tax", "x")
            .version(1, "2026-01-01", "one")
            .version(2, "2026-03-01", "two")
            .build();

    assertThat(verdicts(ledger))
        .containsExactly(
            "tax -1 DELETABLE",
            "fee -1 DELETABLE",
            "tax 1 DELETABLE",
            "fee 1 DELETABLE",
            "fee 2 NEWEST",
            "tax 2 NEWEST");
  }

  @Test
  void theReportIsATableAndJson() {
    found.put("fee -1", OPEN);
    found.put("fee 1", closed(NOW));
    RetirementReport report =
        new RetirementReport(List.of("Cart"), NOW, RETENTION, rows(fee()), new Cost(7, 1200, 3, 2));

    assertThat(report.table().lines())
        .containsExactly(
            "change                   version  verdict        open   unclear    closed",
            "fee                           -1  IN_USE            2         1         4"
                + "  oldest cart-1, 2026-06-15T11:58:30Z",
            "fee                            1  BEHIND            0         0         1"
                + "  after the older ones",
            "fee                            2  NEWEST            0         0         0"
                + "  no run is known to have taken it",
            "",
            "fee -1: " + report.row("fee", -1).query(),
            "",
            "2026-06-15T12:00:00Z of Cart; 7 queries, 1200 runs listed, 3 histories read, 2 not");
    assertThat(Wire.read(Wire.write(report), RetirementReport.class)).isEqualTo(report);
    assertThatThrownBy(() -> report.row("fee", 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no row of version 3 of change \"fee\"");

    found.put("fee 2", closed(NOW));
    assertThat(
            new RetirementReport(List.of("Cart"), NOW, RETENTION, rows(fee()), report.cost())
                .table())
        .contains("  new runs take it");
  }

  private static ChangeLedger fee() {
    return ChangeLedger.newBuilder()
        .change("fee", "x")
        .version(1, "2026-02-01", "one")
        .version(2, "2026-06-01", "two")
        .build();
  }

  private static Found closed(Instant last) {
    return new Found(0, 0, 1, null, last);
  }

  private List<String> verdicts(ChangeLedger ledger) {
    return rows(ledger).stream()
        .map(row -> "%s %d %s".formatted(row.change(), row.version(), row.verdict()))
        .toList();
  }

  private List<Row> rows(ChangeLedger ledger) {
    Findings findings =
        new Findings() {
          @Override
          public Found find(Standing standing) {
            return found.getOrDefault(standing.change().id() + ' ' + standing.version(), NOBODY);
          }

          @Override
          public Collection<String> keyed(Change change) {
            return List.of();
          }
        };
    return new Verdicts(findings, Condition.ofTypes(List.of("Cart")), NOW, RETENTION)
        .rows(ledger, Duration.ofDays(2));
  }
}
