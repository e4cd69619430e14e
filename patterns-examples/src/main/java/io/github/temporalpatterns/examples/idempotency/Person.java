// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.idempotency;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.idempotency.Effect.State;
import io.github.temporalpatterns.idempotency.LedgerDesk;
import io.github.temporalpatterns.idempotency.LedgerDesk.Decision;
import io.github.temporalpatterns.idempotency.LedgerDesk.Listed;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import java.io.PrintWriter;
import java.util.UUID;

/** Looks into the provider's list, and decides about what nobody knows. */
final class Person {
  private static final String NAME = "ann";
  private static final int MOST = 1_000;

  private final WorkflowClient client;
  private final Provider provider;
  private final LedgerDesk desk;
  private final PrintWriter out;
  private int unknown;

  Person(WorkflowClient client, Provider provider, LedgerDesk desk, PrintWriter out) {
    this.client = client;
    this.provider = provider;
    this.desk = desk;
    this.out = out;
  }

  /** How many effects nobody knew of. */
  int unknown() {
    return unknown;
  }

  /** Decides about all that is unknown by now; false, because more may come. */
  boolean decide() {
    for (Listed effect : desk.list(MOST)) {
      if (effect.state() == State.UNKNOWN) {
        decide(effect);
      }
    }
    return false;
  }

  private void decide(Listed effect) {
    WorkflowExecution run = effect.run();
    if (run == null) {
      return;
    }
    String id = run.getWorkflowId();
    String payment = id.substring(id.lastIndexOf('-') + 1);
    boolean sent = provider.letters().containsKey(payment);
    Decision decision =
        effect.decision(
            UUID.randomUUID().toString(),
            NAME,
            sent ? "it is in the provider's list" : "it is not in the provider's list");
    try {
      if (sent) {
        desk.done(decision, "letter " + payment + "-1");
      } else {
        desk.release(decision);
      }
    } catch (ApplicationFailure refused) {
      if (!FailureTypes.matches(refused, FailureTypes.COMMAND_REFUSED)) {
        throw refused;
      }
      return; // It has changed since it was listed. The next look shows what it is now.
    }
    unknown++;
    out.printf("  letter of %s: %s by %s%n", payment, sent ? "done" : "released", NAME);
    client.newUntypedWorkflowStub(id).signal("decided");
  }
}
