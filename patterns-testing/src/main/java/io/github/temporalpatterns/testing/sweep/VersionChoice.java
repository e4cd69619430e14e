// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.temporal.worker.PreferredVersionProvider;
import io.temporal.worker.PreferredVersionProviderInput;
import io.temporal.worker.VersionPreference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chooses the version of each change, and notes what is asked for. The one class that knows the
 * SDK's experimental version provider.
 */
final class VersionChoice implements PreferredVersionProvider {

  /** The versions that a workflow supports at one change. */
  record Range(int oldest, int newest) {

    /** A decision that a run carries asks for one version only. */
    Range and(Range other) {
      return new Range(Math.min(oldest, other.oldest), Math.max(newest, other.newest));
    }
  }

  private final Map<String, Integer> chosen;
  private final int otherwise;
  private final Map<String, Range> asked = new ConcurrentHashMap<>();

  /**
   * Makes a choice.
   *
   * @param otherwise the version of changes that are not chosen, or the nearest to it
   */
  VersionChoice(Map<String, Integer> chosen, int otherwise) {
    this.chosen = chosen;
    this.otherwise = otherwise;
  }

  Map<String, Range> asked() {
    return asked;
  }

  @Override
  public VersionPreference getPreferredVersion(PreferredVersionProviderInput input) {
    Range range = new Range(input.getMinSupported(), input.getMaxSupported());
    asked.merge(input.getChangeId(), range, Range::and);
    return VersionPreference.of(chosen.getOrDefault(input.getChangeId(), otherwise))
        .clampToSupportedRange();
  }
}
