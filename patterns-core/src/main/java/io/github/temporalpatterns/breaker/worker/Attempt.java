// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.internal.Ticker;
import io.github.temporalpatterns.breaker.machine.BreakerRules.Kind;
import io.github.temporalpatterns.breaker.machine.internal.Verdict;
import io.github.temporalpatterns.breaker.worker.Guard.Ended;
import io.github.temporalpatterns.breaker.worker.Guard.Pass;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One attempt that was permitted: sees its heartbeats and how it ends, and tells so once. */
@RunsIn(ACTIVITY)
final class Attempt extends ActivityExecutionContextBase {
  private static final String TIMEOUT = "TimeoutFailure";

  private final Dependency dependency;
  private final Ticker ticker;
  private final AtomicReference<@Nullable Pass> pass = new AtomicReference<>();
  private volatile @Nullable RuntimeException failedHeartbeat;
  private volatile long began;
  private volatile long lastSign;
  private volatile boolean wasSilent;
  private volatile boolean completesLater;
  private volatile Dependency.@Nullable Due due;

  Attempt(ActivityExecutionContext next, Dependency dependency, Ticker ticker) {
    super(next);
    this.dependency = dependency;
    this.ticker = ticker;
  }

  void begin(Pass granted) {
    began = ticker.nanos();
    lastSign = began;
    pass.set(granted);
  }

  @Override
  public <V> void heartbeat(V details) throws ActivityCompletionException {
    sign();
    try {
      super.heartbeat(details);
    } catch (RuntimeException e) {
      failedHeartbeat = e;
      throw e;
    }
  }

  @Override
  public ManualActivityCompletionClient useLocalManualCompletion() {
    return new SeenCompletion(super.useLocalManualCompletion(), this);
  }

  /** It shows that it is alive. */
  void sign() {
    wasSilent = isSilent();
    lastSign = ticker.nanos();
  }

  /** The activity's code returned, which says nothing yet if it completes later. */
  void returned(@Nullable Object result) {
    if (isDoNotCompleteOnReturn()) {
      completesLater = true;
      due = dependency.awaitEnd(this, deadline());
      if (pass.get() == null) {
        forget(); // it was completed before its code returned
      }
    } else {
      succeeded(result);
    }
  }

  /** When nobody waits for its end any more. */
  private long deadline() {
    Duration deadline = dependency.completionDeadline();
    Duration timeout = getInfo().getStartToCloseTimeout();
    boolean byTimeout = !timeout.isZero() && timeout.compareTo(deadline) < 0;
    boolean seen = isUseLocalManualCompletion() && !timeout.isZero();
    return began + (byTimeout || seen ? timeout : deadline).toNanos();
  }

  void succeeded(@Nullable Object result) {
    if (isOverdue()) {
      timedOut(null);
    } else if (dependency.isFailed(result)) {
      end(Kind.FAILED, "a failed result", null, null);
    } else {
      end(Kind.SUCCESSFUL, null, null, null);
    }
  }

  void threw(Throwable thrown) {
    Throwable failure = Causes.unwrapped(thrown);
    if (isOverdue() || (Causes.serverGaveUp(failure) && isSilent())) {
      timedOut(thrown);
    } else if (Causes.saysNothing(failure) || Causes.isCausedBy(failure, failedHeartbeat)) {
      end(Kind.IGNORED, null, null, thrown);
    } else {
      Verdict verdict = Verdict.of(dependency.rules(), failure);
      long retryAfter = verdict.retryAfterMillis();
      end(
          verdict.kind(),
          verdict.type(),
          retryAfter == 0 ? null : Duration.ofMillis(retryAfter),
          failure);
    }
  }

  /** Its end was not seen in time; if it should have been, it failed. */
  void expire() {
    if (isUseLocalManualCompletion() && isOverdue()) {
      timedOut(null);
    } else {
      ignored();
    }
  }

  void ignored() {
    end(Kind.IGNORED, null, null, null);
  }

  /** The worker has left the activity's code. */
  void left() {
    if (!completesLater) {
      ignored();
    }
  }

  /** Named as workflows see it. */
  private void timedOut(@Nullable Throwable thrown) {
    end(Verdict.kind(dependency.rules(), TIMEOUT), TIMEOUT, null, thrown);
  }

  private void end(
      Kind kind,
      @Nullable String failure,
      @Nullable Duration retryAfter,
      @Nullable Throwable thrown) {
    Pass held = pass.getAndSet(null);
    if (held != null) {
      forget();
      Duration took = Duration.ofNanos(ticker.nanos() - began);
      dependency.ended(held, new Ended(kind, took, failure, retryAfter, thrown));
    }
  }

  /** Nobody waits for its end any more. */
  private void forget() {
    Dependency.Due known = due;
    if (known != null) {
      dependency.forget(known);
    }
  }

  /** The server has closed the attempt by now. */
  private boolean isOverdue() {
    Duration timeout = getInfo().getStartToCloseTimeout();
    return !timeout.isZero() && ticker.nanos() - began > timeout.toNanos();
  }

  /** It went without a heartbeat for longer than it may. */
  private boolean isSilent() {
    Duration timeout = getInfo().getHeartbeatTimeout();
    return wasSilent || (!timeout.isZero() && ticker.nanos() - lastSign > timeout.toNanos());
  }
}
