// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.common.v1.WorkflowExecution;
import org.junit.jupiter.api.Test;

/** Which run an operator is sent to. */
final class HolderTest {

  @Test
  void findsTheRunWhateverItsWorkflowIdContains() {
    assertThat(Task.run("workflow a run b\nactivity run r-1 activity Charge 7 attempt 2"))
        .isEqualTo(
            WorkflowExecution.newBuilder()
                .setWorkflowId("a run b\nactivity")
                .setRunId("r-1")
                .build());
  }

  @Test
  void findsNoneOfAnActivityWithoutAWorkflowOrOfAThread() {
    assertThat(Task.run("activity run r-1 activity Charge 7 attempt 2")).isNull();
    assertThat(Task.run("main")).isNull();
  }
}
