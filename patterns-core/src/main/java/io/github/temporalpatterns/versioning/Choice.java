// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.temporal.workflow.Workflow;
import java.util.Map;
import java.util.TreeMap;

/**
 * What there is to choose from, by the first version that it is for.
 *
 * @param <T> what is chosen
 */
final class Choice<T> {
  private final TreeMap<Integer, T> bySince = new TreeMap<>();

  Choice<T> before(T option) {
    return put(Workflow.DEFAULT_VERSION, option);
  }

  Choice<T> since(int version, T option) {
    if (version < 1) {
      throw new IllegalArgumentException("a branch is since version 1 or more, was " + version);
    }
    return put(version, option);
  }

  private Choice<T> put(int since, T option) {
    if (!bySince.isEmpty() && since <= bySince.lastKey()) {
      throw new IllegalArgumentException(
          "branches must be in the order of their versions, but %d follows %d"
              .formatted(since, bySince.lastKey()));
    }
    bySince.put(since, Checks.notNull("branch for version " + since, option));
    return this;
  }

  /** Refuses branches that do not fit the ledger, before anything is recorded. */
  void check(Change change) {
    if (bySince.floorEntry(change.oldest()) == null) {
      throw new IllegalStateException(
          "change \"%s\" has no branch for version %d, the oldest in the ledger"
              .formatted(change.id(), change.oldest()));
    }
    if (bySince.lastKey() > change.newest()) {
      throw new IllegalStateException(
          "change \"%s\" has a branch since version %d, but the ledger ends with %d"
              .formatted(change.id(), bySince.lastKey(), change.newest()));
    }
  }

  T of(int version) {
    Map.Entry<Integer, T> option = bySince.floorEntry(version);
    if (option == null) {
      throw new IllegalStateException("no branch for version " + version);
    }
    return option.getValue();
  }
}
