// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.worker;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityCompletionFailureException;
import io.temporal.failure.CanceledFailure;
import org.jspecify.annotations.Nullable;

/** Completes an attempt after its code has returned, and tells the breaker first. */
@RunsIn(ACTIVITY)
final class SeenCompletion implements ManualActivityCompletionClient {
  private final ManualActivityCompletionClient next;
  private final Attempt attempt;

  SeenCompletion(ManualActivityCompletionClient next, Attempt attempt) {
    this.next = next;
    this.attempt = attempt;
  }

  @Override
  public void complete(@Nullable Object result) {
    attempt.succeeded(result);
    next.complete(result);
  }

  @Override
  public void fail(Throwable failure) {
    attempt.threw(failure);
    next.fail(failure);
  }

  @Override
  public void recordHeartbeat(@Nullable Object details) {
    attempt.sign();
    try {
      next.recordHeartbeat(details);
    } catch (ActivityCompletionFailureException e) {
      throw e; // the server was not reached, and nobody asked it to stop
    } catch (ActivityCompletionException | CanceledFailure e) {
      attempt.threw(e); // whoever is told to stop may never complete it
      throw e;
    }
  }

  @Override
  public void reportCancellation(@Nullable Object details) {
    attempt.ignored();
    next.reportCancellation(details);
  }
}
