// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.breaker.internal.Ticker;
import io.github.temporalpatterns.breaker.worker.Guard.Answer;
import io.github.temporalpatterns.breaker.worker.Guard.Pass;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import org.jspecify.annotations.Nullable;

/**
 * Asks before an attempt and tells how it ended. It asks when the arguments have been read, and is
 * done before the result is written, so neither can look like a failure of the dependency.
 */
@RunsIn(ACTIVITY)
final class GuardedActivity extends ActivityInboundCallsInterceptorBase {
  private final DefaultWorkerBreaker breaker;
  private final Ticker ticker;
  private @Nullable Dependency dependency;
  private @Nullable Attempt attempt;

  GuardedActivity(
      ActivityInboundCallsInterceptor next, DefaultWorkerBreaker breaker, Ticker ticker) {
    super(next);
    this.breaker = breaker;
    this.ticker = ticker;
  }

  @Override
  public void init(ActivityExecutionContext context) {
    // Installed twice, as plugin of the client and of the factory perhaps, it would wait for
    // itself. The context does not tell: other interceptors may wrap it in between.
    if (!breaker.prepare()) {
      super.init(context);
      return;
    }
    try {
      dependency = breaker.dependency(context);
      attempt = dependency == null ? null : new Attempt(context, dependency, ticker);
      super.init(attempt == null ? context : attempt);
    } finally {
      breaker.prepared();
    }
  }

  @Override
  public ActivityOutput execute(ActivityInput input) {
    if (dependency == null || attempt == null) {
      return super.execute(input);
    }
    Answer answer = dependency.ask();
    breaker.asked(attempt.getInfo());
    Pass pass = answer.pass();
    if (pass == null) {
      throw dependency.turnAway(attempt.getInfo(), answer.rejection());
    }
    attempt.begin(pass);
    try {
      ActivityOutput output = super.execute(input);
      attempt.returned(output.getResult());
      return output;
    } catch (RuntimeException e) {
      attempt.threw(e);
      throw e;
    } finally {
      attempt.left(); // by an Error, if by none of the ways above
    }
  }
}
