// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.internal.Checks;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which runs: as a query for the server's index, and as a test of what is known of a run.
 *
 * @param query blank if no query says it
 * @param test the same
 */
record Condition(String query, Predicate<Seen> test) {
  /** Where the SDK keeps what a run decided. */
  static final String ATTRIBUTE = "TemporalChangeVersion";

  static final Condition NEVER = new Condition("", run -> false);

  /** Also true of runs that the server holds, which are not {@code Running}. */
  static final Condition OPEN = new Condition("CloseTime IS NULL", Seen::isOpen);

  static final Condition CLOSED = new Condition("CloseTime IS NOT NULL", run -> !run.isOpen());

  static Condition ofTypes(Collection<String> types) {
    return new Condition("WorkflowType " + in(types), run -> true);
  }

  /** Some of the values are in the entry. */
  static Condition some(Collection<String> values, Predicate<Seen> test) {
    return new Condition(values.isEmpty() ? "" : ATTRIBUTE + ' ' + in(values), test);
  }

  /** None of the values is in the entry, or there is no entry: SQL tells the two apart. */
  static Condition none(Collection<String> values, Predicate<Seen> test) {
    String empty = ATTRIBUTE + " IS NULL";
    return new Condition(
        values.isEmpty() ? empty : "(%s OR %s NOT %s)".formatted(empty, ATTRIBUTE, in(values)),
        test);
  }

  static Condition begunBefore(Instant time) {
    return new Condition("StartTime < '" + time + '\'', run -> run.run().began().isBefore(time));
  }

  static Condition begunFrom(Instant time) {
    return new Condition("StartTime >= '" + time + '\'', run -> !run.run().began().isBefore(time));
  }

  static Condition closedAfter(Instant time) {
    return new Condition(
        "CloseTime > '" + time + '\'', run -> run.closed() != null && run.closed().isAfter(time));
  }

  Condition and(Condition other) {
    boolean blank = query.isEmpty() || other.query.isEmpty();
    return new Condition(blank ? "" : query + " AND " + other.query, test.and(other.test));
  }

  Condition or(Condition other) {
    boolean blank = query.isEmpty() || other.query.isEmpty();
    return new Condition(
        blank ? query + other.query : "(" + query + " OR " + other.query + ")",
        test.or(other.test));
  }

  /** Narrows the test by what no query can say. */
  Condition when(Predicate<Seen> more) {
    return new Condition(query, test.and(more));
  }

  private static String in(Collection<String> values) {
    return values.stream().map(Condition::quoted).collect(Collectors.joining(", ", "IN (", ")"));
  }

  static String quoted(String value) {
    return '\'' + value.replace("'", "''") + '\'';
  }

  /** Refuses a name whose query would find nothing: servers differ in how they read escapes. */
  static void checkName(String option, String name) {
    Checks.notBlank(option, name);
    if (name.chars().anyMatch(c -> c == '"' || c == '\\' || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          option
              + " must not have a double quote, backslash or control character, since no query"
              + " finds it, was "
              + name);
    }
  }
}
