// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.versioning.RetirementReport.Run;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run.
 *
 * @param run which
 * @param closed when it ended; null if it is open
 * @param values what it decided, as the index writes it: {@code id-version}, {@code id#key-version}
 * @param source where that is from
 */
record Seen(Run run, @Nullable Instant closed, Set<String> values, Source source) {

  /** Where it is from. */
  enum Source {
    /** The index; the worker may not have kept it. */
    INDEX,
    /** The index, but the list is so long that the SDK may have left out what came later. */
    CUT,
    /** The history, of a run that continues none. */
    FIRST_HISTORY,
    /** The history, of a run that continues another and may carry what that one decided. */
    LATER_HISTORY
  }

  boolean isOpen() {
    return closed == null;
  }

  /** Whether it is known to continue no other run. */
  boolean isFirst() {
    return source == Source.FIRST_HISTORY;
  }

  boolean isFromHistory() {
    return source == Source.FIRST_HISTORY || source == Source.LATER_HISTORY;
  }
}
