// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.cli;

import io.github.temporalpatterns.examples.saga.Receipt;
import io.github.temporalpatterns.examples.shop.OrderResult;
import io.github.temporalpatterns.examples.shop.OrderResult.Outcome;
import io.github.temporalpatterns.saga.SagaReport;
import io.github.temporalpatterns.saga.SagaReport.Summary;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the saga of an order ended. A saga that did not simply complete leaves a summary in its
 * run's memo, which can be read without a worker and even when the run was cancelled.
 */
public final class SagaEnd {

  private SagaEnd() {}

  /** Waits until the saga has ended or is parked. */
  public static OrderResult await(WorkflowStub saga, String orderId) throws InterruptedException {
    // Not with a timeout of its own: a busy server would not answer in so short a time.
    CompletableFuture<Receipt> receipt = saga.getResultAsync(Receipt.class);
    while (true) {
      try {
        receipt.get(1, TimeUnit.SECONDS);
        return new OrderResult(orderId, Outcome.COMPLETED, 0, "");
      } catch (TimeoutException e) {
        Summary summary = summary(saga);
        if (summary != null && summary.outcome() == SagaReport.Outcome.PARKED) {
          return result(orderId, summary);
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof WorkflowFailedException failure)) {
          throw new IllegalStateException("the end of order " + orderId + " is not known", e);
        }
        Summary summary = summary(saga);
        return summary != null
            ? result(orderId, summary)
            : new OrderResult(orderId, Outcome.FAILED, 0, String.valueOf(failure.getCause()));
      }
    }
  }

  private static @Nullable Summary summary(WorkflowStub saga) {
    return (@Nullable Summary) saga.describe().getMemo(SagaReport.MEMO, Summary.class);
  }

  private static OrderResult result(String orderId, Summary summary) {
    Outcome outcome =
        switch (summary.outcome()) {
          case COMPLETED -> Outcome.COMPLETED;
          case COMPENSATED -> Outcome.COMPENSATED;
          case PARKED -> Outcome.PARKED;
          default -> Outcome.FAILED;
        };
    String reason = summary.failure() == null ? "" : summary.failure();
    String open = summary.open().isEmpty() ? "" : "; not undone: " + summary.open();
    return new OrderResult(orderId, outcome, summary.undone().size(), reason + open);
  }
}
