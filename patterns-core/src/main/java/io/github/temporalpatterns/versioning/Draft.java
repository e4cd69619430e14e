// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.internal.Checks;
import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import io.github.temporalpatterns.versioning.ChangeLedger.Version;
import io.temporal.workflow.Workflow;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A change while it is declared. */
final class Draft {
  /** What the library's own changes begin with. */
  private static final String RESERVED = "patterns.";

  /** Ends in no hyphen: visibility joins id and version by one. */
  private static final Pattern ID =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,98}[A-Za-z0-9])?");

  final String id;
  Scope scope = Scope.RUN;
  int oldest = Workflow.DEFAULT_VERSION;
  private final String what;
  private final List<Version> versions = new ArrayList<>();

  Draft(String id, String what) {
    this.id = checked(id);
    Checks.notBlank("what of change \"" + id + '"', what);
    this.what = what;
  }

  static String checked(String id) {
    if (id == null || !ID.matcher(id).matches() || id.startsWith(RESERVED)) {
      throw new IllegalArgumentException(
          "change id must match %s and not begin with \"%s\", was \"%s\""
              .formatted(ID, RESERVED, id));
    }
    return id;
  }

  void add(int number, String since, String what) {
    String name = "version " + number + " of change \"" + id + '"';
    Checks.atLeast(name, number, 1);
    Checks.notBlank("what of " + name, what);
    Version version = new Version(number, day(name, since), what);
    if (!versions.isEmpty()) {
      Version last = versions.get(versions.size() - 1);
      if (number != last.number() + 1) {
        throw new IllegalArgumentException(
            name + " must follow version " + last.number() + " by one");
      }
      if (version.since().isBefore(last.since())) {
        throw new IllegalArgumentException(
            "%s is since %s, before version %d".formatted(name, since, last.number()));
      }
    }
    versions.add(version);
  }

  private static LocalDate day(String name, String since) {
    try {
      return LocalDate.parse(since);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "since of " + name + " must be a day such as 2026-03-02, was \"" + since + '"', e);
    }
  }

  Change build() {
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("change \"" + id + "\" has no version");
    }
    Change change = new Change(id, what, scope, oldest, List.copyOf(versions));
    int first = versions.get(0).number();
    boolean isKnown =
        oldest == Workflow.DEFAULT_VERSION
            ? first == 1
            : oldest >= first && oldest <= change.newest();
    if (!isKnown) {
      throw new IllegalArgumentException(
          "oldest version of change \"%s\" must be -1 (with version 1) or one of %d to %d, was %d"
              .formatted(id, first, change.newest(), oldest));
    }
    return change;
  }
}
