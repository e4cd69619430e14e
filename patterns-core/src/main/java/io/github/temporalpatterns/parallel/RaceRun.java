// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.internal.Awaits;
import io.github.temporalpatterns.internal.Awaits.Timer;
import io.github.temporalpatterns.internal.CallKeys;
import io.github.temporalpatterns.internal.Failures;
import io.github.temporalpatterns.parallel.Race.Win;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One race: a loop that starts contenders, and callbacks that note their ends. */
final class RaceRun<R extends @Nullable Object> {
  private final RaceOptions options;
  private final List<Functions.Func<Promise<R>>> contenders;
  private final List<CancellationScope> scopes = new ArrayList<>();
  private final Map<Integer, TemporalFailure> failures = new TreeMap<>();
  private int ended;
  private @Nullable Win<R> win;
  private @Nullable RuntimeException bug;

  RaceRun(RaceOptions options, List<Functions.Func<Promise<R>>> contenders) {
    this.options = options;
    this.contenders = contenders;
  }

  Win<R> run() {
    Timer deadline =
        options.getDeadline() == null ? null : Timer.start(options.getDeadline(), "race deadline");
    try {
      while (!isOver(deadline)) {
        startDue();
        awaitChange(deadline);
      }
    } catch (RuntimeException e) {
      leave(deadline);
      throw e;
    }
    leave(deadline);
    return result();
  }

  private boolean isOver(@Nullable Timer deadline) {
    return win != null
        || bug != null
        || failures.size() == contenders.size()
        || (deadline != null && deadline.fired());
  }

  private void startDue() {
    do {
      start(scopes.size());
    } while (options.getStart() == RaceOptions.Start.TOGETHER && scopes.size() < contenders.size());
  }

  private void start(int contender) {
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> {
              try {
                Promise<R> promise =
                    Objects.requireNonNull(
                        CallKeys.ofItem("" + contender, () -> contenders.get(contender).apply()),
                        () -> "contender " + contender + " gave no promise");
                promise.handle(
                    (result, failure) -> {
                      if (failure == null) {
                        won(contender, result);
                      } else {
                        lost(contender, failure);
                      }
                      return null;
                    });
              } catch (TemporalFailure e) {
                lost(contender, e);
              }
            });
    scopes.add(scope);
    scope.run();
  }

  private void won(int contender, R result) {
    ended++;
    win = win == null ? new Win<>(contender, result) : win;
  }

  private void lost(int contender, RuntimeException failure) {
    ended++;
    if (failure instanceof TemporalFailure known) {
      failures.put(contender, known);
    } else {
      bug = bug == null ? failure : bug;
    }
  }

  /** Waits until the race is over or the next contender is due. */
  private void awaitChange(@Nullable Timer deadline) {
    Duration delay = options.getHedgeDelay();
    boolean more = scopes.size() < contenders.size();
    Functions.Func<Boolean> change =
        () -> isOver(deadline) || (more && failures.size() == scopes.size());
    if (more && delay != null) {
      Awaits.await(delay, "race hedge", change);
    } else {
      Workflow.await(change::apply);
    }
  }

  /** Losers are cancelled, and waited for if the options say so, even in a cancelled run. */
  private void leave(@Nullable Timer deadline) {
    if (deadline != null) {
      deadline.cancel();
    }
    scopes.forEach(scope -> scope.cancel("the race is over"));
    if (options.isAwaitLosers()) {
      Workflow.newDetachedCancellationScope(() -> Workflow.await(() -> ended == scopes.size()))
          .run();
    }
  }

  private Win<R> result() {
    if (win != null) {
      return win;
    }
    if (bug != null) {
      throw bug;
    }
    boolean lost = failures.size() == contenders.size();
    throw ApplicationFailure.newBuilder()
        .setMessage(
            "%s of %d contenders%s"
                .formatted(
                    lost ? "none" : "none in " + options.getDeadline(), contenders.size(), text()))
        .setType(lost ? FailureTypes.RACE_LOST : FailureTypes.RACE_DEADLINE)
        .setNonRetryable(true)
        .setCause(failures.values().stream().findFirst().orElse(null))
        .build();
  }

  private String text() {
    StringBuilder text = new StringBuilder(" succeeded");
    failures.forEach(
        (contender, failure) ->
            text.append("; ").append(contender).append(": ").append(Failures.line(failure)));
    return text.toString();
  }
}
