// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import io.github.temporalpatterns.versioning.ChangeLedger;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.github.temporalpatterns.versioning.VersionedOrderWorkflow;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An order, by one piece of code after the other. */
@WorkflowInterface
public interface TillOrder {
  ActivityOptions CALLS =
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build();

  @WorkflowMethod
  String run(String order);

  /** As it was written at first, without the library. */
  final class ByHand implements TillOrder {
    private final Till till = Workflow.newActivityStub(Till.class, CALLS);

    @Override
    public String run(String order) {
      till.check(order);
      return till.charge(order);
    }
  }

  /** As it is now: version 1 looks for fraud, version 2 tells the score to the payment. */
  final class Versioned extends VersionedOrderWorkflow<String, String> implements TillOrder {
    static final ChangeLedger LEDGER =
        ChangeLedger.newBuilder()
            .change("fraud-check", "suspicious orders are found")
            .version(1, "2026-03-02", "asks the fraud service")
            .version(2, "2026-09-14", "the score goes to the payment")
            .build();

    private final Till till = Workflow.newActivityStub(Till.class, CALLS);

    public Versioned() {
      super(LEDGER, "fraud-check");
      before(new Plain());
      since(1, new Screened());
      since(2, new Scored());
    }

    private class Plain implements Steps<String, String> {
      @Override
      public void validate(String order) {
        till.check(order);
      }

      @Override
      public String pay(String order, @Nullable Assessment assessment) {
        return till.charge(order);
      }
    }

    private class Screened extends Plain {
      @Override
      public void validate(String order) {
        till.checkFully(order);
      }

      @Override
      public Assessment assess(String order) {
        return till.assess(order);
      }
    }

    private final class Scored extends Screened {
      @Override
      public String pay(String order, @Nullable Assessment assessment) {
        return till.chargeScored(order, Objects.requireNonNull(assessment).score());
      }
    }
  }
}
