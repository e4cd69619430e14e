// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.fanout;

import io.github.temporalpatterns.fanout.FanOutReport;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Audits all artifacts of a repository, whether there are ten of them or a million. */
@WorkflowInterface
public interface AuditWorkflow {

  /** Lists the artifacts, checks each, and tells what they came to. */
  @WorkflowMethod
  FanOutReport<Totals> audit();
}
