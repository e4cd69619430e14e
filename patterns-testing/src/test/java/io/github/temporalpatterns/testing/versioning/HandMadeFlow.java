// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import io.github.temporalpatterns.testing.versioning.ScriptedVersions.Build;
import io.github.temporalpatterns.testing.versioning.ScriptedVersions.Declared;
import io.github.temporalpatterns.testing.versioning.ScriptedVersions.Scope;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A flow as one writes it by hand, with at most one flaw. */
final class HandMadeFlow implements FlowUnderTest {
  private final VersioningFlaw flaw;
  private final List<Declared> changes;
  private final Map<String, Integer> carried = new LinkedHashMap<>();
  private final Map<String, Integer> firsts = new LinkedHashMap<>();
  private int questions;

  HandMadeFlow(Build build, @Nullable String carried, VersioningFlaw flaw) {
    this.flaw = flaw;
    changes = build.changes();
    Stream.ofNullable(carried)
        .filter(text -> !text.isEmpty())
        .flatMap(text -> Stream.of(text.split(",")))
        .map(entry -> entry.split("="))
        .forEach(entry -> this.carried.put(entry[0], Integer.valueOf(entry[1])));
    if (flaw == VersioningFlaw.EAGER) {
      changes.stream()
          .filter(change -> change.scope() == Scope.RUN)
          .forEach(change -> Workflow.getVersion(change.id(), change.oldest(), change.newest()));
    }
  }

  @Override
  public int version(String id, @Nullable String key) {
    Declared change = change(id);
    if (change.scope() == Scope.KEY) {
      return keyed(change, key);
    }
    boolean carries = change.scope() == Scope.CHAIN || flaw == VersioningFlaw.CARRIES_ALL;
    Integer before = carries ? carried.get(id) : null;
    int version = before == null ? fresh(change) : again(change, before);
    if (carries && flaw != VersioningFlaw.CARRIES_NONE) {
      carried.put(id, version);
    }
    return version;
  }

  private Declared change(String id) {
    return changes.stream()
        .filter(change -> change.id().equals(id))
        .findFirst()
        .orElseGet(() -> unknown(id));
  }

  private Declared unknown(String id) {
    String why = "unknown change " + id;
    return switch (flaw) {
      case GUESSES -> new Declared(id, Scope.RUN, -1, 1);
      case FAILS_RUN -> throw ApplicationFailure.newFailure(why, "UNKNOWN");
      default -> throw new IllegalArgumentException(why);
    };
  }

  private int fresh(Declared change) {
    questions++;
    String id =
        switch (flaw) {
          case ID_PER_QUESTION -> change.id() + questions;
          case ONE_ID -> "change";
          default -> change.id();
        };
    if (flaw == VersioningFlaw.CHATTY) {
      Workflow.sideEffect(Integer.class, () -> questions);
    }
    return switch (flaw) {
      case TIMID -> change.oldest();
      case RECKLESS -> change.newest();
      case TWO_VALUED ->
          Workflow.getVersion(id, change.oldest(), change.newest()) < 0 ? -1 : change.newest();
      case FLOATS -> Math.max(Workflow.getVersion(id, -1, change.newest()), change.oldest());
      default -> Workflow.getVersion(id, change.oldest(), change.newest());
    };
  }

  private int again(Declared change, int before) {
    if (before < change.oldest() || before > change.newest()) {
      if (flaw == VersioningFlaw.FLOATS_ON) {
        return fresh(change);
      }
      throw new IllegalStateException("version " + before + " of " + change.id() + " is gone");
    }
    return flaw == VersioningFlaw.SILENT
        ? before
        : Workflow.getVersion(change.id(), before, before);
  }

  private int keyed(Declared change, @Nullable String key) {
    if (key == null && flaw != VersioningFlaw.MAKES_KEY) {
      throw new IllegalStateException(change.id() + " needs a key");
    }
    questions++;
    String id =
        switch (flaw) {
          case IGNORES_KEYS -> change.id();
          case NUMBERS_KEYS -> change.id() + questions;
          default -> change.id() + "#" + key;
        };
    if (flaw == VersioningFlaw.FIRST_KEY_DECIDES && firsts.containsKey(change.id())) {
      return firsts.get(change.id());
    }
    int version = Workflow.getVersion(id, change.oldest(), change.newest());
    firsts.put(change.id(), version);
    return version;
  }

  @Override
  public int branch(String id, List<Integer> branches) {
    Declared change = change(id);
    int last = branches.get(branches.size() - 1);
    if (branches.get(0) > change.oldest() && flaw != VersioningFlaw.MAKES_DO) {
      throw new IllegalStateException("no branch for version " + change.oldest() + " of " + id);
    }
    if (last > change.newest() && flaw != VersioningFlaw.BLIND) {
      throw new IllegalStateException("no version " + last + " of " + id);
    }
    int version = version(id, null);
    return switch (flaw) {
      case LAST_BRANCH -> last;
      case EXACT_BRANCH -> branches.contains(version) ? version : last;
      default ->
          branches.stream().filter(since -> since <= version).reduce((a, b) -> b).orElse(last);
    };
  }

  @Override
  public String carried() {
    return carried.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(","));
  }
}
