// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static io.github.temporalpatterns.versioning.Condition.NEVER;
import static io.github.temporalpatterns.versioning.Condition.OPEN;
import static io.github.temporalpatterns.versioning.Condition.begunBefore;
import static io.github.temporalpatterns.versioning.Condition.begunFrom;

import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import io.github.temporalpatterns.versioning.ChangeLedger.Version;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which runs are on a version of a change, and of which it is not known.
 *
 * @param change the change
 * @param version the version
 * @param replaced the day since which new runs take a newer one; {@link LocalDate#MAX} if they do
 *     not
 * @param on the runs that are on it, or may be for all that can be found out
 * @param unclear runs of which more could be found out
 */
record Standing(Change change, int version, LocalDate replaced, Condition on, Condition unclear) {

  /**
   * Works out the conditions for all versions of a change, oldest first.
   *
   * @param keyed the values of the change that the index has, for queries; with scope KEY only
   */
  static List<Standing> of(Change change, Duration settled, Collection<String> keyed) {
    return new Rules(change, settled, keyed).all();
  }

  Condition any() {
    return on.or(unclear);
  }

  boolean isNewest() {
    return replaced.equals(LocalDate.MAX);
  }

  /** Whether an entry says that a run took a version. A key may end in a hyphen: then both. */
  static boolean says(Change change, int version, String value) {
    return change.scope() == Scope.KEY
        ? value.startsWith(change.id() + '#') && value.endsWith("-" + version)
        : value.equals(change.id() + '-' + version);
  }

  /** Whether an entry is about a change. */
  static boolean isAbout(Change change, String value) {
    return change.scope() == Scope.KEY
        ? value.startsWith(change.id() + '#')
        : saysOne(change, upTo(change.newest()), value);
  }

  private static boolean saysOne(Change change, List<Integer> versions, String value) {
    return versions.stream().anyMatch(version -> says(change, version, value));
  }

  private static List<Integer> upTo(int newest) {
    return IntStream.concat(
            IntStream.of(Workflow.DEFAULT_VERSION), IntStream.rangeClosed(1, newest))
        .boxed()
        .toList();
  }

  private record Rules(Change change, Duration settled, Collection<String> keyed) {

    List<Standing> all() {
      List<Version> versions = change.versions();
      List<Standing> all = new ArrayList<>();
      all.add(
          new Standing(
              change,
              Workflow.DEFAULT_VERSION,
              versions.get(0).since(),
              onOldest(),
              unseen(Workflow.DEFAULT_VERSION)));
      for (int i = 0; i < versions.size(); i++) {
        int version = versions.get(i).number();
        Condition on = took(List.of(version));
        all.add(
            i + 1 == versions.size()
                ? new Standing(change, version, LocalDate.MAX, on, NEVER)
                : new Standing(
                    change,
                    version,
                    versions.get(i + 1).since(),
                    on,
                    unclear(version, versions.get(i + 1))));
      }
      return all;
    }

    /** A loop that began before the change may have passed keys then, whatever it decided later. */
    private Condition onOldest() {
      List<Integer> older = upTo(change.versions().get(0).number() - 1);
      Condition early = begunBefore(settledAt(change.versions().get(0)));
      return took(older).or(change.scope() == Scope.KEY ? early : silent(run -> true).and(early));
    }

    /** Of a run with several keys, some may be kept and others not. */
    private Condition unclear(int version, Version next) {
      Condition between =
          begunFrom(settledAt(change.versions().get(0))).and(begunBefore(settledAt(next)));
      Condition unkept =
          change.scope() == Scope.KEY
              ? between.when(run -> !run.isFromHistory())
              : silent(run -> !run.isFromHistory()).and(between);
      return unkept.or(unseen(version));
    }

    /** Of runs that began at any time. */
    private Condition unseen(int version) {
      Condition late = begunFrom(settledAt(change.versions().get(0)));
      // A rollout gave it an older version, it was reset, or a day in the ledger is wrong: and its
      // worker does not keep the entry. Only its history says whether it has decided at all.
      Condition unknown =
          change.supports(version)
              ? silent(run -> !run.isFromHistory()).and(late).and(OPEN)
              : NEVER;
      return switch (change.scope()) {
        case RUN -> unknown;
        case KEY -> new Condition("", run -> run.source() == Seen.Source.CUT).or(unknown);
        // What the run before decided holds, and is recorded only when it is asked for again.
        case CHAIN -> silent(run -> run.isOpen() ? !run.isFirst() : !run.isFromHistory()).and(late);
      };
    }

    private Condition took(List<Integer> versions) {
      return Condition.some(values(versions), run -> took(run, versions));
    }

    /** Nothing is known that the run decided about the change. */
    private Condition silent(Predicate<Seen> source) {
      Predicate<Seen> silent =
          run -> run.values().stream().noneMatch(value -> isAbout(change, value));
      return Condition.none(values(upTo(change.newest())), silent.and(source));
    }

    private boolean took(Seen run, List<Integer> versions) {
      return run.values().stream().anyMatch(value -> saysOne(change, versions, value));
    }

    private List<String> values(List<Integer> versions) {
      Stream<String> values =
          change.scope() == Scope.KEY
              ? keyed.stream().filter(value -> saysOne(change, versions, value))
              : versions.stream().map(version -> change.id() + '-' + version);
      return values.toList();
    }

    private Instant settledAt(Version version) {
      return version.since().atStartOfDay(ZoneOffset.UTC).toInstant().plus(settled);
    }
  }
}
