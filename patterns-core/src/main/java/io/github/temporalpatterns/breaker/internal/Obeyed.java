// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The request ids of the newest commands, so that none is obeyed twice. */
public final class Obeyed {
  private static final int REMEMBERED = 100;

  private final Set<String> ids;

  public Obeyed(List<String> ids) {
    this.ids = new LinkedHashSet<>(ids);
  }

  public boolean isNew(String requestId) {
    boolean isNew = ids.add(requestId);
    if (ids.size() > REMEMBERED) {
      ids.remove(ids.iterator().next());
    }
    return isNew;
  }

  /** Oldest first. */
  public List<String> ids() {
    return List.copyOf(ids);
  }
}
