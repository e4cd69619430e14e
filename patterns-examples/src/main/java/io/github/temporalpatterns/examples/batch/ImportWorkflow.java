// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.batch;

import io.github.temporalpatterns.batch.BatchResult;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Brings a file into the database. */
@WorkflowInterface
public interface ImportWorkflow {

  /** Imports a file; each line once, whatever happens. */
  @WorkflowMethod
  BatchResult importFile(String file);
}
