// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.uber.m3.tally.NoopScope;
import io.github.temporalpatterns.breaker.internal.Ticker;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.worker.Guard.Answer;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.github.temporalpatterns.breaker.worker.Guard.Pass;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.failure.CanceledFailure;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Attempts that end after their code has returned, and what the user gave being broken. */
final class AttemptTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Ticker ticker = new Ticker(nanos::get, 1_700_000_000_000L);
  private final List<Kind> ended = new ArrayList<>();
  private boolean completedElsewhere;
  private boolean cancelled;

  private Dependency dependency(Guard guard) {
    return new Dependency(
        "shop",
        WorkerBreakerOptions.newBuilder(info -> "shop")
            .setGuards((name, rules) -> guard)
            .setFailedResult(result -> ((String) result).isEmpty())
            .build(),
        ticker,
        new WorkerMeters(new NoopScope(), "shop"),
        later -> {});
  }

  private Attempt begun(Dependency dependency) {
    Attempt attempt = new Attempt(stub(ActivityExecutionContext.class), dependency, ticker);
    attempt.begin(call -> ended.add(call.kind()));
    return attempt;
  }

  @Test
  void isNotKeptOnceItHasBeenCompleted() {
    Dependency dependency = dependency(() -> Answer.granted(call -> {}));
    List<WeakReference<Attempt>> attempts =
        List.of(completed(dependency, false), completed(dependency, true));

    while (attempts.stream().anyMatch(attempt -> attempt.get() != null)) {
      System.gc(); // until the watchdog says that it is kept
    }
    assertThat(ended).containsExactly(Kind.SUCCESSFUL, Kind.SUCCESSFUL);
  }

  private WeakReference<Attempt> completed(Dependency dependency, boolean beforeItReturned) {
    Attempt attempt = begun(dependency);
    ManualActivityCompletionClient client = attempt.useLocalManualCompletion();
    if (beforeItReturned) {
      client.complete("served");
    }
    attempt.returned(null);
    if (!beforeItReturned) {
      client.complete("served");
    }
    return new WeakReference<>(attempt);
  }

  @Test
  void countsNothingIfAHeartbeatSaysThatItIsCancelledAndNobodyCompletesIt() {
    Dependency dependency = dependency(() -> Answer.granted(call -> {}));
    Attempt attempt = begun(dependency);
    ManualActivityCompletionClient client = attempt.useLocalManualCompletion();
    attempt.returned(null);
    cancelled = true;
    assertThatThrownBy(() -> client.recordHeartbeat("half")).isInstanceOf(CanceledFailure.class);
    nanos.addAndGet(Duration.ofHours(25).toNanos());
    dependency.ask();

    assertThat(ended).containsExactly(Kind.IGNORED);
  }

  /** Whatever its code made of the interruption. */
  @Test
  void countsNothingIfTheWorkerInterruptsIt() {
    Attempt attempt = begun(dependency(() -> Answer.granted(call -> {})));
    Thread.currentThread().interrupt();
    try {
      attempt.threw(new IOException("socket closed"));
    } finally {
      Thread.interrupted();
    }
    assertThat(ended).containsExactly(Kind.IGNORED);
  }

  @Test
  void endsAsItDidWhateverTheClassifierDoes() {
    Attempt attempt = begun(dependency(() -> Answer.granted(call -> {})));
    attempt.returned(42); // which is no string

    assertThat(ended).containsExactly(Kind.SUCCESSFUL);
  }

  @Test
  void endsAsItDidWhateverTheGuardDoes() {
    Dependency dependency = dependency(new BrokenGuard());
    Pass pass = Objects.requireNonNull(dependency.ask().pass());

    assertThatCode(
            () ->
                dependency.ended(pass, new Ended(Kind.SUCCESSFUL, Duration.ZERO, null, null, null)))
        .doesNotThrowAnyException();
    assertThat(dependency.room()).as("a gate must not shut for good").isPositive();
  }

  /** Answers what an attempt asks, and nothing else. */
  private <T> T stub(Class<T> type) {
    Map<String, Object> values =
        Map.of(
            "getStartToCloseTimeout", Duration.ofHours(24), "getHeartbeatTimeout", Duration.ZERO);
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getInfo" -> stub(ActivityInfo.class);
                  case "isDoNotCompleteOnReturn", "isUseLocalManualCompletion" ->
                      completedElsewhere;
                  case "useLocalManualCompletion" -> {
                    completedElsewhere = true;
                    yield stub(ManualActivityCompletionClient.class);
                  }
                  case "recordHeartbeat" -> {
                    if (cancelled) {
                      throw new CanceledFailure("by a test");
                    }
                    yield null;
                  }
                  default -> values.get(method.getName());
                }));
  }

  /** A guard whose listeners throw. */
  private static final class BrokenGuard implements Guard {
    @Override
    public Answer ask() {
      return Answer.granted(
          call -> {
            throw new IllegalStateException("a listener");
          });
    }

    @Override
    public int room() {
      throw new IllegalStateException("no room to be told");
    }
  }
}
