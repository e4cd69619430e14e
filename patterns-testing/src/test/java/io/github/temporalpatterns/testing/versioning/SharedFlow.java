// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import io.github.temporalpatterns.versioning.VersionedFlow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** All runs ask one flow, which they must not. */
@WorkflowInterface
public interface SharedFlow {
  @WorkflowMethod
  int version();

  final class Impl implements SharedFlow {
    private static final VersionedFlow FLOW = VersionedFlow.create(TillOrder.Versioned.LEDGER);

    @Override
    public int version() {
      return FLOW.on("fraud-check").version();
    }
  }
}
