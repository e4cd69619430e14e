// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.fanout;

import static io.github.temporalpatterns.testing.RunAssert.verifyThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.testing.Canned;
import io.github.temporalpatterns.testing.PatternTest;
import io.github.temporalpatterns.testing.Scenario;
import org.junit.jupiter.api.Test;

/** The workflow alone: its list and its checks are made up. */
@PatternTest(workflows = AuditWorkflowImpl.class)
final class AuditWorkflowTest {

  @Test
  void everyNumberIsCheckedAndTheTotalsAreThoseOfAllChunks(
      Scenario<AuditWorkflow> audit, Canned<Audits> audits) {
    audits.on(Audits::list).returns(1000L);
    audits
        .on(Audits::check)
        .answers(
            chunk ->
                chunk.fold(
                    new Totals.Sum(),
                    number -> new Totals(1, number % 100 == 0 ? 1 : 0, 0, 0, number)));

    FanOutReport<Totals> report = audit.run(AuditWorkflow::audit);

    assertThat(report.succeeded()).isEqualTo(1000);
    assertThat(report.value()).isEqualTo(new Totals(1000, 10, 0, 0, 499_500));
    verifyThat(audit).ran("List").times(1);
  }

  @Test
  void anEmptyListIsCheckedAtOnce(Scenario<AuditWorkflow> audit, Canned<Audits> audits) {
    audits.on(Audits::list).returns(0L);

    FanOutReport<Totals> report = audit.run(AuditWorkflow::audit);

    assertThat(report.succeeded() + report.failed()).isZero();
    verifyThat(audit).neverRan("Check");
  }
}
