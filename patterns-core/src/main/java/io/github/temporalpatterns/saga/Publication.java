// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.internal.Outcomes;
import io.github.temporalpatterns.saga.SagaReport.Outcome;
import io.temporal.workflow.Workflow;
import java.util.Map;

/** Shows how a saga stands, and writes it where it can be read after the run has closed. */
final class Publication {
  private static final String WORD = "saga";

  private final SagaOptions options;
  private final SagaLog log;

  Publication(SagaOptions options, SagaLog log) {
    this.options = options;
    this.log = log;
  }

  /** In the current details, which costs no event. */
  void show() {
    Outcomes.show(WORD, SagaText.markdown(log.report()));
  }

  /** The saga has completed: that leaves a trace only if it is asked for, or would be belied. */
  void completed(boolean simply) {
    count();
    if (simply && options.getOutcomeAttribute() == null && !Outcomes.published(WORD)) {
      show();
    } else {
      publish();
    }
  }

  /** The saga has ended otherwise. */
  void ended() {
    count();
    publish();
  }

  /** Something waits for an operator, or does not any more. Several nested sagas may. */
  void parked(boolean waits) {
    Outcome before = log.shownOutcome();
    log.parked(waits);
    if (log.shownOutcome() == before) {
      show();
      return;
    }
    if (waits) {
      count();
    }
    publish();
  }

  private void count() {
    Workflow.getMetricsScope()
        .tagged(Map.of("outcome", log.shownOutcome().name()))
        .counter("workflow_patterns_saga_outcomes")
        .inc(1);
  }

  /** What is told of it has changed. The memo is bounded by {@link SagaReport.Summary}. */
  void publish() {
    SagaReport.Summary summary = log.summary();
    Outcomes.publish(
        WORD,
        summary,
        options.getOutcomeAttribute(),
        summary.outcome().name(),
        SagaText.markdown(log.report()));
  }
}
