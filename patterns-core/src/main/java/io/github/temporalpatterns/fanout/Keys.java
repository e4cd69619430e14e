// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.internal.Encoded;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The keys of one run's items, each of which must be there once. */
final class Keys {
  private final Set<String> known = new TreeSet<>();

  /** Notes items; the first that was there before, or null. */
  @Nullable String twice(List<Encoded> items) {
    return items.stream()
        .map(Encoded::text)
        .filter(key -> !known.add(key))
        .findFirst()
        .orElse(null);
  }
}
