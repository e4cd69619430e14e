// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.versioning.Condition.begunBefore;

import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.github.temporalpatterns.versioning.RetirementReport.Run;
import io.github.temporalpatterns.versioning.RunIndex.Counts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets the server count: some queries for each version, however many runs there are. */
final class Counted implements Findings {
  private final RunIndex index;
  private final Instant now;

  Counted(RunIndex index, Instant now) {
    this.index = index;
    this.now = now;
  }

  @Override
  public Found find(Standing standing) {
    Counts on = index.count(standing.on());
    Counts unclear = index.count(standing.unclear());
    long open = on.open() + unclear.open();
    long closed = on.closed() + unclear.closed();
    boolean asked = !standing.isNewest();
    return new Found(
        on.open(),
        unclear.open(),
        closed,
        asked && open > 0 ? oldest(standing.any().and(Condition.OPEN), open) : null,
        asked && open == 0 && closed > 0 ? lastClosed(standing.any()) : null);
  }

  private @Nullable Run oldest(Condition which, long open) {
    Condition oldest = which;
    if (open > RunIndex.PAGE) {
      Instant time =
          OldestRun.before(
              now, RunIndex.PAGE, before -> index.count(which.and(begunBefore(before))).open());
      oldest = which.and(begunBefore(time));
    }
    return index.page(oldest).stream()
        .map(Seen::run)
        .min(Comparator.comparing(Run::began))
        .orElse(null);
  }

  /** A server lists those first that closed last, but does not promise it: nothing may be left. */
  private @Nullable Instant lastClosed(Condition which) {
    Instant last = null;
    List<Seen> page = index.page(which.and(Condition.CLOSED));
    while (!page.isEmpty()) {
      last =
          page.stream()
              .map(Seen::closed)
              .map(Objects::requireNonNull)
              .max(Comparator.naturalOrder())
              .orElseThrow();
      page = index.page(which.and(Condition.closedAfter(last)));
    }
    return last;
  }

  @Override
  public List<String> keyed(Change change) {
    return List.of();
  }
}
