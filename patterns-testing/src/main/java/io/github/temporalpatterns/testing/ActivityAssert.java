// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.activity.Attempt;
import io.github.temporalpatterns.testing.activity.TimeoutKind;
import io.github.temporalpatterns.testing.internal.history.RunEvents.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about the calls of one activity type; from {@link RunAssert#ran}. A call is what the
 * workflow scheduled; its tries are attempts.
 *
 * <p>Client side, tests only. Only the workers of the {@link PatternEnv} report attempts.
 */
public final class ActivityAssert {
  private final RunAssert run;
  private final String type;
  private final List<Call> calls;

  ActivityAssert(RunAssert run, String type, List<Call> calls) {
    this.run = run;
    this.type = type;
    this.calls = calls;
  }

  /**
   * Returns to the assertions about the run.
   *
   * @return the assertions about the run
   */
  public RunAssert and() {
    return run;
  }

  /**
   * Verifies the number of calls.
   *
   * @param times 1 or more
   * @return this
   */
  public ActivityAssert times(int times) {
    return check(
        calls.size() == times, "%s ran %d times, not %d".formatted(type, calls.size(), times));
  }

  /**
   * Verifies the number of attempts of all calls together.
   *
   * @param attempts the number
   * @return this
   */
  public ActivityAssert attempts(int attempts) {
    int found = run.attempts(type).count();
    return check(found == attempts, "%s had %d attempts, not %d".formatted(type, found, attempts));
  }

  /**
   * Verifies that each call was scheduled only after the first call of another activity had ended.
   *
   * @param activityType the other type's name
   * @return this
   */
  public ActivityAssert after(String activityType) {
    String other = run.known(activityType);
    int end = run.calls(other).stream().mapToInt(Call::closed).min().orElse(Integer.MAX_VALUE);
    return check(
        calls.stream().allMatch(call -> call.scheduled() > end),
        "%s was scheduled before %s had ended".formatted(type, other));
  }

  /**
   * Verifies that the first call had ended before another activity was scheduled for the first
   * time.
   *
   * @param activityType the other type's name; it must have run
   * @return this
   */
  public ActivityAssert before(String activityType) {
    run.ran(activityType).after(type);
    return this;
  }

  /**
   * Verifies that a call had these arguments.
   *
   * @param arguments all of them, compared by {@code equals}, arrays by their elements
   * @return this
   */
  public ActivityAssert with(@Nullable Object... arguments) {
    List<List<@Nullable Object>> found =
        run.attempts(type).list().stream().map(Attempt::arguments).distinct().toList();
    return check(
        found.stream().anyMatch(some -> Arrays.deepEquals(some.toArray(), arguments)),
        "%s was called with %s, not with %s"
            .formatted(
                type,
                found.stream().map(some -> Arrays.deepToString(some.toArray())).toList(),
                Arrays.deepToString(arguments)));
  }

  /**
   * Verifies that every call completed.
   *
   * @return this
   */
  public ActivityAssert completed() {
    return check(
        calls.stream().allMatch(Call::completed), "not every call of %s completed".formatted(type));
  }

  /**
   * Verifies that a call failed, after its last attempt.
   *
   * @param failureType the type of an application failure; the call's failure or one of its causes
   *     must be one of this type
   * @return this
   */
  public ActivityAssert failedWith(String failureType) {
    List<String> types = calls.stream().flatMap(call -> call.failures().stream()).toList();
    return check(
        types.contains(failureType), "%s failed by %s, not %s".formatted(type, types, failureType));
  }

  /**
   * Verifies that a call timed out, after its last attempt.
   *
   * @param kind the timeout
   * @return this
   */
  public ActivityAssert timedOut(TimeoutKind kind) {
    return failedWith(kind.name());
  }

  /**
   * Verifies that no call was scheduled before this time had passed since the start of the run.
   *
   * @param sinceStart by the server's clock
   * @return this
   */
  public ActivityAssert notBefore(Duration sinceStart) {
    Instant earliest = calls.stream().map(Call::at).min(Instant::compareTo).orElseThrow();
    Duration found = Duration.between(run.run().start(), earliest);
    return check(
        found.compareTo(sinceStart) >= 0,
        "%s ran %s after the start, not %s".formatted(type, found, sinceStart));
  }

  /**
   * Verifies the least time that each retry waited, in their order.
   *
   * @param least for each retry, by the server's clock
   * @return this
   */
  public ActivityAssert backedOff(Duration... least) {
    List<Duration> gaps = run.attempts(type).gaps();
    boolean fits = gaps.size() == least.length;
    for (int i = 0; fits && i < least.length; i++) {
      fits = gaps.get(i).compareTo(least[i]) >= 0;
    }
    return check(
        fits, "the retries of %s waited %s, not %s".formatted(type, gaps, Arrays.asList(least)));
  }

  /**
   * Verifies how many attempts ran at the same time at most.
   *
   * @param most the most
   * @return this
   */
  public ActivityAssert atMostAtOnce(int most) {
    int found = run.attempts(type).maxConcurrent();
    return check(
        found <= most, "%d attempts of %s ran at once, more than %d".formatted(found, type, most));
  }

  private ActivityAssert check(boolean holds, String message) {
    run.check(holds, message);
    return this;
  }
}
