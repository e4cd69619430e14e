// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.github.temporalpatterns.versioning.VersionedOrderWorkflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Two orders in one run, which the base class is not for. */
@WorkflowInterface
public interface Baskets {
  @WorkflowMethod
  String takeTwo();

  final class Impl extends VersionedOrderWorkflow<String, String> implements Baskets {

    public Impl() {
      super(TillOrder.Versioned.LEDGER, "fraud-check");
      before(new Free());
    }

    @Override
    public String takeTwo() {
      return run("first") + run("second");
    }
  }

  /** Calls nothing. */
  final class Free implements VersionedOrderWorkflow.Steps<String, String> {
    @Override
    public void validate(String order) {}

    @Override
    public String pay(String order, @Nullable Assessment assessment) {
      return order;
    }
  }
}
