// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.activity;

import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.internal.ActivityTypes;
import io.github.temporalpatterns.testing.internal.Shown;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The attempts that the workers of a {@link PatternEnv} made, in the order in which they started: a
 * snapshot, immutable. Client side.
 *
 * <p>Activity types are named as the server names them; a lower-case first letter is accepted, so
 * that {@code of("charge")} finds the activity of the method {@code charge}.
 */
public final class Attempts {

  /**
   * An attempt, with its place in the order of all starts and ends.
   *
   * @param attempt the attempt
   * @param start the position of its start
   * @param end the position of its end; {@link Long#MAX_VALUE} while it runs
   */
  public record Entry(Attempt attempt, long start, long end) {}

  private final List<Entry> entries;
  private final Set<String> knownTypes;

  /**
   * Makes a list of attempts, as {@link PatternEnv#attempts()} does.
   *
   * @param entries the attempts, in the order of their starts
   * @param knownTypes the activity types that {@link #of} accepts
   */
  public Attempts(List<Entry> entries, Set<String> knownTypes) {
    this.entries = entries;
    this.knownTypes = knownTypes;
  }

  /**
   * Returns the attempts of one activity type.
   *
   * @param activityType the type's name
   * @return those attempts, perhaps none
   * @throws IllegalArgumentException if no worker has an activity of this name
   */
  public Attempts of(String activityType) {
    String type = ActivityTypes.known(knownTypes, activityType);
    return where(attempt -> attempt.activityType().equals(type));
  }

  /**
   * Returns the attempts that ended in one way.
   *
   * @param outcome how they ended
   * @return those attempts, perhaps none
   */
  public Attempts that(Attempt.Outcome outcome) {
    return where(attempt -> attempt.outcome() == outcome);
  }

  /**
   * Returns the attempts for which a condition holds.
   *
   * @param condition the condition
   * @return those attempts, perhaps none
   */
  public Attempts where(Predicate<Attempt> condition) {
    return new Attempts(
        entries.stream().filter(entry -> condition.test(entry.attempt())).toList(), knownTypes);
  }

  /**
   * Returns the number of attempts.
   *
   * @return 0 or more
   */
  public int count() {
    return entries.size();
  }

  /**
   * Returns the attempts themselves.
   *
   * @return an unmodifiable list in the order of their starts
   */
  public List<Attempt> list() {
    return entries.stream().map(Entry::attempt).toList();
  }

  /**
   * Returns the activity types in the order in which their attempts started, one for each attempt.
   *
   * @return an unmodifiable list with repetitions
   */
  public List<String> types() {
    return entries.stream().map(entry -> entry.attempt().activityType()).toList();
  }

  /**
   * Returns how many of these attempts ran at the same time at most.
   *
   * @return 0 if there are none
   */
  public int maxConcurrent() {
    // A start raises the level by one and an end lowers it; no two share a position.
    record Edge(long position, int change) {}
    List<Edge> edges =
        entries.stream()
            .flatMap(e -> Stream.of(new Edge(e.start(), 1), new Edge(e.end(), -1)))
            .sorted(Comparator.comparingLong(Edge::position))
            .toList();
    int[] levels = edges.stream().mapToInt(Edge::change).toArray();
    java.util.Arrays.parallelPrefix(levels, Integer::sum);
    return IntStream.of(levels).max().orElse(0);
  }

  /**
   * Returns how long each retry waited: from the end of an attempt to the start of the next one of
   * the same activity.
   *
   * @return the server's time, in the order of the later attempts
   */
  public List<Duration> gaps() {
    return entries.stream()
        .map(Entry::attempt)
        .flatMap(later -> gapBefore(later).stream())
        .toList();
  }

  private Optional<Duration> gapBefore(Attempt later) {
    return entries.stream()
        .map(Entry::attempt)
        .filter(
            earlier ->
                earlier.runId().equals(later.runId())
                    && earlier.activityId().equals(later.activityId())
                    && earlier.attempt() == later.attempt() - 1)
        .flatMap(earlier -> Stream.ofNullable(earlier.ended()))
        .map(ended -> Duration.between(ended, later.started()))
        .findFirst();
  }

  /** Lists the attempts, one a line, for the message of a failed assertion. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(entries.size() + " attempts");
    for (Entry entry : entries) {
      Attempt a = entry.attempt();
      text.append("\n  ").append(a.activityType()).append(Shown.of(a.arguments().toArray()));
      text.append(" attempt ").append(a.attempt()).append(' ').append(a.outcome());
      if (a.failureType() != null) {
        text.append(' ').append(a.failureType());
      }
    }
    return text.toString();
  }
}
