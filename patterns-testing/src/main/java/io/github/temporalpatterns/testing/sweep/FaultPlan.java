// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The faults of one run, and the points that it reached. Safe for concurrent use. */
final class FaultPlan {

  /** A point that was reached, what can strike there, and whether all faults had struck before. */
  record Site(FaultPoint point, Set<FaultKind> kinds, boolean last) {}

  private final List<Fault> faults;
  private final Set<Fault> pending;
  private final List<Site> sites = new ArrayList<>();
  private final Map<String, Integer> ordinals = new HashMap<>();
  private final Map<String, FaultPoint> activities = new HashMap<>();

  FaultPlan(List<Fault> faults) {
    this.faults = faults;
    this.pending = new LinkedHashSet<>(faults);
  }

  synchronized FaultPoint task(String workflowType, Set<FaultKind> kinds) {
    return reach(workflowType, true, kinds);
  }

  /** Returns the point of an activity, however often its command is sent. */
  synchronized FaultPoint activity(String key, String type, Set<FaultKind> kinds) {
    return activities.computeIfAbsent(key, first -> reach(type, false, kinds));
  }

  private FaultPoint reach(String type, boolean task, Set<FaultKind> kinds) {
    int ordinal = ordinals.merge(type + task, 1, Integer::sum);
    FaultPoint point = new FaultPoint(type, ordinal, task);
    sites.add(new Site(point, kinds, pending.isEmpty()));
    return point;
  }

  /** Returns the faults that strike at a point and suit it; they count as struck. */
  synchronized List<Fault> strike(FaultPoint point) {
    Set<FaultKind> kinds =
        sites.stream()
            .filter(site -> site.point().equals(point))
            .findFirst()
            .map(Site::kinds)
            .orElse(Set.of());
    List<Fault> due =
        faults.stream()
            .filter(fault -> fault.point().equals(point) && kinds.contains(fault.kind()))
            .toList();
    due.forEach(pending::remove);
    return due;
  }

  boolean has(FaultPoint point, FaultKind kind) {
    return faults.stream().anyMatch(f -> f.point().equals(point) && f.kind() == kind);
  }

  synchronized List<Fault> unreached() {
    return List.copyOf(pending);
  }

  synchronized List<Site> sites() {
    return List.copyOf(sites);
  }
}
