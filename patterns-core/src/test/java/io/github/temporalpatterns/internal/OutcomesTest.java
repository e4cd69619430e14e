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
import java.util.Map;
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
    assertThat(closed.getMemo("patterns.word", String.class)).isEqualTo("two undone");
    assertThat(closed.getTypedSearchAttributes().get(ATTRIBUTE)).isEqualTo("COMPENSATED");
    assertThat(details(run)).isEqualTo("**compensated**");
  }

  @Test
  void recordsOneEventWithoutAnAttribute() {
    KernelRun run = cancelled(null);

    assertThat(run.events(EventType.EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED)).hasSize(1);
    assertThat(run.events(EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES)).isEmpty();
    assertThat(run.stub().describe().getMemo("patterns.word", String.class))
        .isEqualTo("two undone");
  }

  @Test
  void leavesWhatTheUserKeepsInMemoAndDetails() {
    KernelRun run =
        env.start(
            script -> {
              Workflow.upsertMemo(Map.of("word", "theirs"));
              Workflow.setCurrentDetails("their text");
              Outcomes.show("word", "**first**");
              Workflow.setCurrentDetails(Workflow.getCurrentDetails() + "\ntheir line");
              Outcomes.show("other", "**other**");
              boolean before = Outcomes.published("word");
              Outcomes.publish("word", "ours", null, "", "**second**");
              return List.of(before, Outcomes.published("word"));
            });

    assertThat(run.result()).asString().isEqualTo("[false, true]");
    assertThat(run.stub().describe().getMemo("word", String.class)).isEqualTo("theirs");
    assertThat(run.stub().describe().getMemo("patterns.word", String.class)).isEqualTo("ours");
    assertThat(details(run)).isEqualTo("their text\n\n\ntheir line\n\n**second**\n**other**");
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
                Outcomes.publish("word", "two undone", attribute, "COMPENSATED", "**compensated**");
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
