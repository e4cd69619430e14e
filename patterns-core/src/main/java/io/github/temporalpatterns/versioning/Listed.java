// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Looks at all runs, one by one. Keeps no more than counts, however many there are. */
final class Listed implements Findings {
  private final ChangeLedger ledger;
  private final Map<String, Map<Integer, Tally>> tallies = new LinkedHashMap<>();

  Listed(ChangeLedger ledger, Duration settled) {
    this.ledger = ledger;
    for (Change change : ledger.changes()) {
      Map<Integer, Tally> versions = new LinkedHashMap<>();
      Standing.of(change, settled, List.of())
          .forEach(standing -> versions.put(standing.version(), new Tally(standing)));
      tallies.put(change.id(), versions);
    }
  }

  /** Reads the index, and the histories of those runs of which the index does not tell all. */
  static Listed read(ChangeLedger ledger, Duration settled, RunIndex index, int histories) {
    Listed all = new Listed(ledger, settled);
    index.each(
        run -> {
          boolean ask = histories > 0 && all.lacks(run);
          @Nullable Seen known = ask ? index.history(run, histories) : run;
          if (known != null) {
            all.add(known);
          }
        });
    return all;
  }

  void add(Seen run) {
    tallies.values().forEach(versions -> versions.values().forEach(tally -> tally.add(run)));
  }

  /** Whether the history may tell more. */
  private boolean lacks(Seen run) {
    return ledger.changes().stream()
        .anyMatch(
            change ->
                run.values().stream().noneMatch(value -> Standing.isAbout(change, value))
                    || tallies(change).values().stream().anyMatch(tally -> tally.isUnclear(run)));
  }

  @Override
  public Found find(Standing standing) {
    return tally(standing.change(), standing.version()).found();
  }

  @Override
  public List<String> keyed(Change change) {
    return tallies(change).values().stream().flatMap(tally -> tally.keyed().stream()).toList();
  }

  private Tally tally(Change change, int version) {
    return Objects.requireNonNull(tallies(change).get(version));
  }

  private Map<Integer, Tally> tallies(Change change) {
    return Objects.requireNonNull(tallies.get(change.id()));
  }
}
