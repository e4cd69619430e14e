// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.github.temporalpatterns.versioning.Findings.Found;
import io.github.temporalpatterns.versioning.RetirementReport.Row;
import io.github.temporalpatterns.versioning.RetirementReport.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What follows from who is on which version. Pure. */
final class Verdicts {
  private final Findings findings;
  private final Condition types;
  private final Instant now;
  private final Duration retention;

  private record Dated(LocalDate replaced, Row row) {}

  Verdicts(Findings findings, Condition types, Instant now, Duration retention) {
    this.findings = findings;
    this.types = types;
    this.now = now;
    this.retention = retention;
  }

  /** The branch first that was replaced first. */
  List<Row> rows(ChangeLedger ledger, Duration settled) {
    List<Dated> rows = new ArrayList<>();
    for (Change change : ledger.changes()) {
      Row older = null;
      for (Standing standing : Standing.of(change, settled, findings.keyed(change))) {
        Found found = findings.find(standing);
        if (standing.version() >= change.oldest() || found.open() + found.unclear() > 0) {
          older = row(standing, found, older);
          rows.add(new Dated(standing.replaced(), older));
        }
      }
    }
    rows.sort(Comparator.comparing(Dated::replaced));
    return rows.stream().map(Dated::row).toList();
  }

  private Row row(Standing standing, Found found, @Nullable Row older) {
    Verdict verdict = verdict(standing, found, older);
    Instant free = null;
    if (verdict == Verdict.DELETABLE) {
      free = later(free(found), older == null ? null : older.deletableFrom());
      verdict = free != null && free.isAfter(now) ? Verdict.RETAINED : verdict;
    }
    return new Row(
        standing.change().id(),
        standing.version(),
        verdict,
        found.open(),
        found.unclear(),
        found.closed(),
        standing.isNewest() ? null : found.oldest(),
        free,
        query(standing, found));
  }

  private static Verdict verdict(Standing standing, Found found, @Nullable Row older) {
    if (standing.isNewest()) {
      return Verdict.NEWEST;
    }
    if (found.open() > 0) {
      boolean inCode = standing.version() >= standing.change().oldest();
      return inCode ? Verdict.IN_USE : Verdict.STRANDED;
    }
    if (found.unclear() > 0) {
      return Verdict.UNCLEAR;
    }
    return older == null || isFree(older.verdict()) ? Verdict.DELETABLE : Verdict.BEHIND;
  }

  private static boolean isFree(Verdict verdict) {
    return verdict == Verdict.DELETABLE || verdict == Verdict.RETAINED;
  }

  private @Nullable Instant free(Found found) {
    return found.lastClosed() == null ? null : found.lastClosed().plus(retention);
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isAfter(other) ? one : other;
  }

  private @Nullable String query(Standing standing, Found found) {
    boolean open = found.open() + found.unclear() > 0;
    if (!open && found.closed() == 0) {
      return null;
    }
    String query = types.and(standing.any()).and(open ? Condition.OPEN : Condition.CLOSED).query();
    return query.isEmpty() ? null : query;
  }
}
