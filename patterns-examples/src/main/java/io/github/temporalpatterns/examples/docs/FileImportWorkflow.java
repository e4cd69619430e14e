// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.batch.Checkpoint;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Imports a file with as many activities as it takes. */
@WorkflowInterface
public interface FileImportWorkflow {

  /** Imports a file. */
  @WorkflowMethod
  Checkpoint run(String file);
}
