// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.versioning.ChangeLedger.Change;
import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A ledger as lines of text, and what must not be in a ledger that follows another. */
final class LedgerText {
  private static final Pattern LINE =
      Pattern.compile("(\\S+) (?:RETIRED|(RUN|KEY|CHAIN) (-1|[1-9]\\d{0,8}) ([1-9]\\d{0,8}))");

  private LedgerText() {}

  static List<String> write(ChangeLedger ledger) {
    List<String> lines = new ArrayList<>();
    for (Change change : ledger.changes()) {
      lines.add(
          "%s %s %d %d".formatted(change.id(), change.scope(), change.oldest(), change.newest()));
    }
    ledger.retired().forEach(id -> lines.add(id + " RETIRED"));
    return lines;
  }

  static List<String> faults(List<String> earlier, ChangeLedger now) {
    Map<String, Change> changes = new LinkedHashMap<>();
    now.changes().forEach(change -> changes.put(change.id(), change));
    List<String> faults = new ArrayList<>();
    for (String line : earlier) {
      Matcher was = LINE.matcher(line);
      if (!was.matches()) {
        throw new IllegalArgumentException("not a line of a ledger: \"" + line + '"');
      }
      String id = was.group(1);
      String fault = fault(was, changes.get(id), now.retired().contains(id));
      if (fault != null) {
        faults.add(id + ": " + fault);
      }
    }
    return faults;
  }

  private static @Nullable String fault(Matcher was, @Nullable Change now, boolean retired) {
    String scope = was.group(2);
    if (now == null) {
      return retired ? null : "is gone; declare it retired, so that its id is not used again";
    }
    if (scope == null) {
      return "was retired; a new change needs a new id";
    }
    if (now.scope() != Scope.valueOf(scope)) {
      return "was decided by %s, is by %s; that needs a new change".formatted(scope, now.scope());
    }
    int oldest = Integer.parseInt(was.group(3));
    int newest = Integer.parseInt(was.group(4));
    if (now.newest() < newest) {
      return "the newest version was lowered from %d to %d; runs on it would not go on"
          .formatted(newest, now.newest());
    }
    return now.oldest() < oldest
        ? "the oldest version was lowered from %d to %d; that branch was out of the code"
            .formatted(oldest, now.oldest())
        : null;
  }
}
