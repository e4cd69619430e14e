// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.versioning;

import io.github.temporalpatterns.versioning.ChangeLedger;
import io.github.temporalpatterns.versioning.VersionedFlow;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.LocalDate;

/** A workflow that does nothing but decide. */
@WorkflowInterface
public interface Fee {

  /**
   * Declares one change.
   *
   * @param day when it is deployed
   * @return the ledger
   */
  static ChangeLedger ledger(LocalDate day) {
    return ChangeLedger.newBuilder()
        .change("fee", "how the fee is reckoned")
        .version(1, day.toString(), "by weight")
        .build();
  }

  /**
   * Decides.
   *
   * @param stays whether the run stays open then
   */
  @WorkflowMethod
  void reckon(boolean stays);

  /**
   * A release.
   *
   * @param changed whether it has the change
   */
  record Release(boolean changed) implements Fee {
    @Override
    public void reckon(boolean stays) {
      if (changed) {
        VersionedFlow.create(ledger(LocalDate.EPOCH)).on("fee").version();
      }
      if (stays) {
        Workflow.sleep(Duration.ofDays(1));
      }
    }
  }
}
