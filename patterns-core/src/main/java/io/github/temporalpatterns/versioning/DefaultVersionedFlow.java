// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks {@code Workflow.getVersion}, by ids that are right in loops and through continue-as-new. */
final class DefaultVersionedFlow implements VersionedFlow {
  private static final String DECISIONS = "workflow_patterns_versioning_decisions";

  private final ChangeLedger ledger;
  private final Map<String, Integer> carried;
  private final Map<String, Integer> decided = new LinkedHashMap<>();
  private @Nullable String owner;

  DefaultVersionedFlow(ChangeLedger ledger, @Nullable VersionedState state) {
    this.ledger = Checks.notNull("ledger", ledger);
    if (state != null && state.schema() > VersionedState.SCHEMA) {
      throw Upcasters.waiting(
          Upcasters.tooNew("VersionedState", state.schema(), VersionedState.SCHEMA));
    }
    if (state != null && state.schema() < 1) {
      throw ApplicationFailure.newNonRetryableFailure(
          "this is no state of a versioned flow: " + state, FailureTypes.INVALID_STATE);
    }
    carried = state == null ? new TreeMap<>() : new TreeMap<>(state.versions());
  }

  @Override
  public Fork on(String change) {
    return new DefaultFork(this, fitting(() -> ledger.change(change)), null);
  }

  /**
   * Lets code that does not fit fail the workflow task, whatever fails a run in this worker: the
   * next deployment mends it.
   */
  static <T> T fitting(Functions.Func<T> decision) {
    try {
      return decision.apply();
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw Upcasters.waiting(e);
    }
  }

  @Override
  public Map<String, Integer> versions() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(decided));
  }

  @Override
  public VersionedState state() {
    return new VersionedState(VersionedState.SCHEMA, new TreeMap<>(carried));
  }

  int decide(Change change, @Nullable String key) {
    checkOwner();
    if (change.scope() == Scope.KEY) {
      return decideFor(change, key);
    }
    Integer known = decided.get(change.id());
    if (known != null) {
      return known;
    }
    int version = change.scope() == Scope.CHAIN ? continued(change) : fresh(change, change.id());
    decided.put(change.id(), version);
    return version;
  }

  /** What one run decided must not reach another, whose history knows nothing of it. */
  private void checkOwner() {
    String run = Workflow.getInfo().getRunId();
    if (owner != null && !owner.equals(run)) {
      throw new IllegalStateException(
          "a flow is for one run, so not in a static field; this one is of run %s, and run %s asks it"
              .formatted(owner, run));
    }
    owner = run;
  }

  private static int decideFor(Change change, @Nullable String key) {
    if (key == null) {
      throw new IllegalStateException(
          "change \"%s\" is decided by key: ask on(...).each(key)".formatted(change.id()));
    }
    return fresh(change, change.id() + '#' + key);
  }

  private int continued(Change change) {
    Integer before = carried.get(change.id());
    int version = before == null ? fresh(change, change.id()) : same(change, before);
    carried.put(change.id(), version);
    return version;
  }

  private static int fresh(Change change, String id) {
    int version = Workflow.getVersion(id, change.oldest(), change.newest());
    count(change, version);
    return version;
  }

  /** Recorded again, so that the run can be found by its version as the one before. */
  private static int same(Change change, int before) {
    if (!change.supports(before)) {
      throw new IllegalStateException(
          "the run is on version %d of change \"%s\", this code has %d to %d; it waits for a worker that has it"
              .formatted(before, change.id(), change.oldest(), change.newest()));
    }
    int version = Workflow.getVersion(change.id(), before, before);
    count(change, version);
    return version;
  }

  private static void count(Change change, int version) {
    Map<String, String> tags = new TreeMap<>();
    tags.put("change", change.id());
    tags.put("version", Integer.toString(version));
    Workflow.getMetricsScope().tagged(tags).counter(DECISIONS).inc(1);
  }
}
