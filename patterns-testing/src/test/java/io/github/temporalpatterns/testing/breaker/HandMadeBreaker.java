// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.Plan;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.Rules;
import io.github.temporalpatterns.testing.breaker.ScriptedBreaker.WhenOpen;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small breaker written by hand, to test the contract: without flaw it keeps the rules, and each
 * flaw breaks one.
 */
final class HandMadeBreaker implements GuardedCalls, FlawedBreaker.Operator {
  private static final long NEVER = Long.MAX_VALUE;

  private final Plan plan;
  private final Rules rules;
  private final BreakerFlaw flaw;
  private final List<Boolean> failures = new ArrayList<>();
  private final Deque<Object> queue = new ArrayDeque<>();
  private int generation;
  private int row;
  private long openUntil = -1;
  private boolean probing;
  private boolean probeOut;

  HandMadeBreaker(Plan plan, BreakerFlaw flaw) {
    this.plan = plan;
    this.rules = plan.rules();
    this.flaw = flaw;
    Workflow.registerListener(this);
    if (plan.carried() != null && flaw != BreakerFlaw.FORGETS_STATE) {
      String[] parts = plan.carried().split(" ", -1);
      openUntil = Long.parseLong(parts[0]);
      if (flaw != BreakerFlaw.FORGETS_CALLS) {
        parts[1].chars().forEach(letter -> failures.add(letter == 'f'));
      }
    }
  }

  @Override
  public String carried() {
    StringBuilder text = new StringBuilder().append(openUntil).append(' ');
    failures.forEach(failed -> text.append(failed ? 'f' : 's'));
    return text.toString();
  }

  @Override
  public void operate(boolean open) {
    if (!open) {
      enter(-1, false);
    } else if (flaw != BreakerFlaw.STUBBORN) {
      enter(NEVER, false);
    }
  }

  @Override
  public String call(String request) {
    if (!acquire()) {
      if (flaw == BreakerFlaw.CALLS_ANYWAY) {
        ask(request);
      }
      if (plan.whenOpen() == WhenOpen.FALLBACK) {
        return "fallback";
      }
      throw ApplicationFailure.newNonRetryableFailure("open", FailureTypes.BREAKER_OPEN);
    }
    int permitted = generation;
    String answer;
    try {
      answer = ask(request);
    } catch (ActivityFailure e) {
      failed(permitted, e);
      if (flaw == BreakerFlaw.HIDES_FAILURES && plan.whenOpen() == WhenOpen.FALLBACK) {
        return "fallback";
      }
      throw e;
    }
    report(permitted, answer.equals(rules.failedResult()) && flaw != BreakerFlaw.TRUSTS_RESULTS);
    return answer;
  }

  private static String ask(String request) {
    return Workflow.newActivityStub(Dependency.class, Dependencies.CALLS).ask(request);
  }

  private boolean acquire() {
    if (queue.isEmpty() && isFree()) {
      take();
      return true;
    }
    if (plan.whenOpen() != WhenOpen.WAIT || flaw == BreakerFlaw.IMPATIENT) {
      return false;
    }
    Object place = new Object();
    if (flaw == BreakerFlaw.LAST_FIRST) {
      queue.addFirst(place);
    } else {
      queue.addLast(place);
    }
    Long longest = flaw == BreakerFlaw.NO_MAXIMUM ? null : plan.maximumWaitMillis();
    long deadline = longest == null ? NEVER : now() + longest;
    try {
      while (!(queue.peek() == place && isFree()) && now() < deadline) {
        park(Math.min(openUntil, deadline), place);
      }
    } finally {
      queue.remove(place);
    }
    if (isFree()) {
      take();
      return true;
    }
    return false;
  }

  private void park(long until, Object place) {
    boolean first = queue.peek() == place;
    if (until <= now() || (!first && flaw != BreakerFlaw.POLLS && until == openUntil)) {
      Workflow.await(() -> queue.peek() == place && (isFree() || !first));
      return;
    }
    if (flaw == BreakerFlaw.POLLS) {
      Workflow.sleep(Duration.ofMillis(50));
      return;
    }
    if (flaw == BreakerFlaw.SLEEPS_ON) {
      Workflow.sleep(Duration.ofMillis(until - now()));
      return;
    }
    List<Promise<Void>> timer = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(
            () -> timer.add(Workflow.newTimer(Duration.ofMillis(until - now() + 1))));
    scope.run();
    int before = generation;
    Workflow.await(() -> timer.get(0).isCompleted() || generation != before);
    if (!timer.get(0).isCompleted()) {
      scope.cancel();
    }
  }

  private boolean isFree() {
    if (openUntil >= 0) {
      return openUntil != NEVER && now() > openUntil && flaw != BreakerFlaw.NEVER_PROBES;
    }
    return !probing || !probeOut || flaw == BreakerFlaw.STAMPEDE;
  }

  private void take() {
    if (openUntil >= 0) {
      enter(-1, true);
    }
    probeOut = probing;
  }

  private void failed(int permitted, ActivityFailure failure) {
    String type =
        failure.getCause() instanceof ApplicationFailure application ? application.getType() : "";
    boolean canceled = failure.getCause() instanceof CanceledFailure;
    if (canceled && flaw != BreakerFlaw.COUNTS_CANCELLED) {
      probeOut = flaw == BreakerFlaw.LEAKS_PERMIT && probeOut;
    } else if (rules.ignored().contains(type) && flaw != BreakerFlaw.COUNTS_IGNORED) {
      probeOut = false;
    } else {
      boolean counts = rules.recorded().isEmpty() || rules.recorded().contains(type);
      if (counts || flaw != BreakerFlaw.FORGETS_ANSWERS) {
        report(permitted, counts);
      }
    }
  }

  private void report(int permitted, boolean failed) {
    if (permitted != generation && flaw != BreakerFlaw.COUNTS_LATE) {
      return;
    }
    if (probing) {
      boolean opens = failed && flaw != BreakerFlaw.BLIND_PROBE;
      enter(opens ? now() + rules.openWaitMillis() : -1, false);
    } else if (openUntil < 0) {
      count(failed);
    }
  }

  private void count(boolean failed) {
    failures.add(failed);
    if (failures.size() > rules.window() && flaw != BreakerFlaw.NEVER_FORGETS) {
      failures.remove(0);
    }
    row = failed ? row + 1 : flaw == BreakerFlaw.ENDLESS_ROW ? row : 0;
    if (isBroken(failed) && flaw != BreakerFlaw.NEVER_OPENS) {
      enter(now() + rules.openWaitMillis(), false);
    }
  }

  private boolean isBroken(boolean failed) {
    if (flaw == BreakerFlaw.HASTY && failed) {
      return true;
    }
    @Nullable Integer most = rules.inRow();
    if (most != null && row >= most && flaw != BreakerFlaw.NO_ROW) {
      return true;
    }
    long bad = failures.stream().filter(each -> each).count();
    return failures.size() >= rules.minimum()
        && bad * 100 >= (long) rules.failureRate() * failures.size();
  }

  private void enter(long until, boolean half) {
    generation++;
    openUntil = until;
    probing = half;
    probeOut = false;
    row = 0;
    failures.clear();
  }

  private static long now() {
    return Workflow.currentTimeMillis();
  }
}
