// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency.intake;

import io.github.temporalpatterns.idempotency.intake.SeenMessages;
import io.github.temporalpatterns.idempotency.intake.SeenState;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An account to which messages come more than once. */
@WorkflowInterface
public interface Account {

  /** Continues as new after every third message, of which nothing may get lost. */
  @WorkflowMethod
  long keep(long balance, @Nullable SeenState seen);

  @SignalMethod
  void deposit(@Nullable String id, long cents);

  @SignalMethod
  void close();

  @QueryMethod
  boolean knows(@Nullable String id);

  /** Adds up what is new. */
  final class Impl implements Account {
    private static final int ROUND = 3;

    private final SeenMessages seen;
    private long balance;
    private int messages;
    private boolean closed;

    @WorkflowInit
    public Impl(long balance, @Nullable SeenState state) {
      this.balance = balance;
      seen = SeenMessages.restore(4, Duration.ofDays(1), state);
    }

    @Override
    public long keep(long opening, @Nullable SeenState state) {
      Workflow.await(() -> closed || messages >= ROUND);
      if (!closed) {
        Workflow.newContinueAsNewStub(Account.class).keep(balance, seen.state());
      }
      return balance;
    }

    @Override
    public void deposit(@Nullable String id, long cents) {
      messages++;
      if (seen.isFirst(id)) {
        balance += cents;
      }
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public boolean knows(@Nullable String id) {
      return seen.has(id);
    }
  }
}
