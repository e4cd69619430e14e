// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.docs;

import io.github.temporalpatterns.batch.BatchResult;
import io.github.temporalpatterns.batch.Checkpoint;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Starts the next activity where the one before it stopped. */
public class FileImportWorkflowImpl implements FileImportWorkflow {
  // region relay
  private final FileImports imports =
      Workflow.newActivityStub(
          FileImports.class,
          ActivityOptions.newBuilder()
              .setScheduleToCloseTimeout(Duration.ofHours(6))
              .setHeartbeatTimeout(Duration.ofSeconds(30))
              .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
              .build());

  @Override
  public Checkpoint run(String file) {
    BatchResult part = imports.importFile(file, null);
    while (!part.completed()) {
      part = imports.importFile(file, part.checkpoint());
    }
    return part.checkpoint();
  }
  // endregion
}
