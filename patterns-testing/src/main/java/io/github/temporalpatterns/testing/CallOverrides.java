// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** The overrides of an environment, by the name of the called activity or workflow. */
final class CallOverrides {
  private final Map<String, CallOverride> overrides = new ConcurrentHashMap<>();
  private final Set<String> called = new ConcurrentSkipListSet<>();

  CallOverride of(String name) {
    return overrides.computeIfAbsent(name, unknown -> new CallOverride());
  }

  /** The override of a call, which counts as made. */
  @Nullable CallOverride called(String type) {
    called.add(type);
    CallOverride exact = overrides.get(type);
    return exact != null || type.isEmpty()
        ? exact
        : overrides.get(Character.toLowerCase(type.charAt(0)) + type.substring(1));
  }

  List<String> unused() {
    Set<String> names = new TreeSet<>(overrides.keySet());
    return names.stream()
        .filter(name -> !of(name).isUsed())
        .map(
            name ->
                "overriding(\"%s\") met no call, %s%s"
                    .formatted(name, of(name).line(), Nearest.among(called, name)))
        .toList();
  }
}
