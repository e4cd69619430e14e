// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.github.temporalpatterns.versioning.RetirementReport.Run;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Who is on the versions of a ledger. */
interface Findings {

  /**
   * Who is on a version.
   *
   * @param open open runs that are on it
   * @param unclear open runs more, of which it is not known
   * @param closed closed runs of both kinds
   * @param oldest the open run of both kinds that began first; may be null for the newest version
   * @param lastClosed when the last one of the closed ended; may be null if there are open ones
   */
  record Found(
      long open, long unclear, long closed, @Nullable Run oldest, @Nullable Instant lastClosed) {}

  Found find(Standing standing);

  /** Some values of a change of scope KEY that were seen, for queries. */
  Collection<String> keyed(Change change);
}
