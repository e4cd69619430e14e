// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import io.github.temporalpatterns.examples.fanout.Audits;
import io.github.temporalpatterns.examples.fanout.Totals;
import io.github.temporalpatterns.fanout.Chunk;
import io.temporal.activity.Activity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Audits the directory of a run, and keeps the results there. */
final class RepositoryAudits implements Audits {
  private final AuditRun run;
  private final Runnable alive;

  /**
   * Makes the activities.
   *
   * @param alive is called again and again while something is read
   */
  RepositoryAudits(AuditRun run, Runnable alive) {
    this.run = run;
    this.alive = alive;
  }

  @Override
  public long list() {
    try {
      return run.list();
    } catch (IOException e) {
      throw Activity.wrap(e);
    }
  }

  @Override
  public Chunk.Result<Totals> check(Chunk<Long> numbers) {
    long started = System.currentTimeMillis();
    Map<Long, String> paths = run.paths(numbers.first(), numbers.first() + numbers.size() - 1);
    ArtifactCheck check = new ArtifactCheck(run.directory(), alive);
    List<Checked> results = new ArrayList<>();
    Chunk.Result<Totals> totals =
        numbers.fold(
            new Totals.Sum(),
            number -> {
              Checked result = check.check(number, Objects.requireNonNull(paths.get(number)));
              results.add(result);
              return totals(result);
            });
    run.save(results, Span.of(numbers.first(), results, started, System.currentTimeMillis()));
    return totals;
  }

  private static Totals totals(Checked one) {
    return new Totals(
        one.outcome() == Outcome.VERIFIED ? 1 : 0,
        one.outcome() == Outcome.DAMAGED ? 1 : 0,
        one.outcome() == Outcome.MISSING ? 1 : 0,
        one.outcome() == Outcome.UNREADABLE ? 1 : 0,
        one.bytes());
  }
}
