// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.saga;

import io.github.temporalpatterns.internal.Outcomes;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows how a saga stands, and writes it where it can be read after the run has closed. */
final class Publication {
  private static final int SHOWN_WAITING = 10;

  private final SagaOptions options;
  private final SagaLog log;

  /** Since when each parked step waits. */
  private final Map<String, Instant> parked = new LinkedHashMap<>();

  private List<String> published = List.of();

  Publication(SagaOptions options, SagaLog log) {
    this.options = options;
    this.log = log;
  }

  /** In the current details, which costs no event unless something begins or ceases to wait. */
  void show() {
    showWaiting();
    Outcomes.show(SagaLog.WORD, SagaText.markdown(log.report()));
  }

  private void showWaiting() {
    List<LogEntry> waiting = log.parked();
    if (waiting.isEmpty() && parked.isEmpty()) {
      return;
    }
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    parked.keySet().retainAll(log.parkedSteps());
    waiting.forEach(entry -> parked.putIfAbsent(entry.name, now));
    Outcomes.waiting(
        SagaLog.WORD,
        waiting.stream()
            .limit(SHOWN_WAITING)
            .map(entry -> SagaText.waiting(entry, parked.getOrDefault(entry.name, now)))
            .toList(),
        options.isWaitingAttribute());
  }

  /** The saga has completed: that leaves a trace only if it is asked for, or would be belied. */
  void completed(boolean simply) {
    count();
    if (simply && options.getOutcomeAttribute() == null && !Outcomes.published(SagaLog.WORD)) {
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

  /** All goes on that can without an operator: the memo says for whom the others wait. */
  void parked() {
    List<String> before = published;
    published = log.parkedSteps();
    if (published.equals(before)) {
      show();
      return;
    }
    if (before.isEmpty()) {
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
    showWaiting();
    SagaReport.Summary summary = log.summary();
    Outcomes.publish(
        SagaLog.WORD,
        summary,
        options.getOutcomeAttribute(),
        summary.outcome().name(),
        SagaText.markdown(log.report()));
  }
}
