// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import io.github.temporalpatterns.versioning.ChangeLedger;
import io.github.temporalpatterns.versioning.ChangeLedger.Scope;
import io.github.temporalpatterns.versioning.VersionedFlow;
import io.github.temporalpatterns.versioning.VersionedState;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/** Two months of fees in two runs: the fee is decided by month, the terms for both. */
@WorkflowInterface
public interface Fees {
  @WorkflowMethod
  String run(int month, String soFar, @Nullable VersionedState state);

  /** The library's flow. */
  final class Impl implements Fees {
    private static final ChangeLedger LEDGER =
        ChangeLedger.newBuilder()
            .change("fee", "the fee of a month")
            .scope(Scope.KEY)
            .version(1, "2026-01-01", "a minimum")
            .change("terms", "the terms of the contract")
            .scope(Scope.CHAIN)
            .version(1, "2026-01-01", "two years")
            .build();

    @Override
    public String run(int month, String soFar, @Nullable VersionedState state) {
      VersionedFlow flow = VersionedFlow.restore(LEDGER, state);
      String fee =
          flow.on("fee")
              .each("month-" + month)
              .<Integer, String>before(m -> m + " without ")
              .since(1, m -> m + " with ")
              .run(month);
      String text = soFar + fee + flow.on("terms").version() + "; ";
      if (month == 1) {
        Workflow.newContinueAsNewStub(Fees.class).run(2, text, flow.state());
      }
      return text;
    }
  }
}
