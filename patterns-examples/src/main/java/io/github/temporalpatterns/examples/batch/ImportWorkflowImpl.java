// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.batch;

import io.github.temporalpatterns.batch.BatchResult;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** One long activity. Its heartbeat timeout is how long a dead worker goes unnoticed. */
public class ImportWorkflowImpl implements ImportWorkflow {
  private final Imports imports =
      Workflow.newActivityStub(
          Imports.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofHours(1))
              .setHeartbeatTimeout(Duration.ofSeconds(5))
              .build());

  @Override
  public BatchResult importFile(String file) {
    return imports.importFile(file);
  }
}
