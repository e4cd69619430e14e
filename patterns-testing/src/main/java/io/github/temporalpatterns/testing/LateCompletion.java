// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.activity.Attempt;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.failure.CanceledFailure;
import org.jspecify.annotations.Nullable;

/** Completes an attempt that has returned without a result, and notes how. */
final class LateCompletion implements ManualActivityCompletionClient {

  /** Is told the outcome just before the workflow hears of it. */
  interface Listener {
    void ended(Attempt.Outcome how, @Nullable Throwable failure);
  }

  private final ManualActivityCompletionClient client;
  private final Listener listener;

  LateCompletion(ManualActivityCompletionClient client, Listener listener) {
    this.client = client;
    this.listener = listener;
  }

  @Override
  public void complete(@Nullable Object result) {
    listener.ended(Attempt.Outcome.COMPLETED, null);
    client.complete(result);
  }

  @Override
  public void fail(Throwable failure) {
    listener.ended(Attempt.Outcome.FAILED, failure);
    client.fail(failure);
  }

  @Override
  public void recordHeartbeat(@Nullable Object details) throws CanceledFailure {
    client.recordHeartbeat(details);
  }

  @Override
  public void reportCancellation(@Nullable Object details) {
    listener.ended(Attempt.Outcome.CANCELED, null);
    client.reportCancellation(details);
  }
}
