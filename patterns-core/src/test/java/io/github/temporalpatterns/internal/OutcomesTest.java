// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.common.SearchAttributeKey;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutcomesTest extends KernelTest {

  private static final SearchAttributeKey<String> ATTRIBUTE =
      SearchAttributeKey.forKeyword("SagaOutcome");

  @Test
  void survivesACancelledClose() {
    env.registerSearchAttribute(ATTRIBUTE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    KernelRun run = cancelled(ATTRIBUTE);

    var closed = run.stub().describe();
    assertThat(closed.getMemo("Saga report", String.class)).isEqualTo("two undone");
    assertThat(closed.getTypedSearchAttributes().get(ATTRIBUTE)).isEqualTo("COMPENSATED");
    assertThat(details(run)).isEqualTo("**compensated**");
  }

  @Test
  void recordsOneEventWithoutAnAttribute() {
    KernelRun run = cancelled(null);

    assertThat(run.events(EventType.EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED)).hasSize(1);
    assertThat(run.events(EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)).isEmpty();
    assertThat(run.stub().describe().getMemo("Saga report", String.class)).isEqualTo("two undone");
  }

  /** A run that publishes in its own scope, which is cancelled by then. */
  private KernelRun cancelled(@Nullable SearchAttributeKey<String> attribute) {
    KernelRun run =
        env.start(
            script -> {
              try {
                script.reached("step");
                Workflow.sleep(Duration.ofHours(1));
              } catch (CanceledFailure e) {
                Outcomes.publish(
                    "Saga report", "two undone", attribute, "COMPENSATED", "**compensated**");
              }
              return List.of("dropped, because the run closes CANCELED");
            });
    run.awaitReached("step").stub().cancel();
    assertThatThrownBy(run::result).hasCauseInstanceOf(CanceledFailure.class);
    return run;
  }

  private static String details(KernelRun run) {
    return run.stub()
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }
}
