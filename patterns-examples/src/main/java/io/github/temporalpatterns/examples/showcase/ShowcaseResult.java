// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.versioning.RetirementReport;
import io.github.temporalpatterns.versioning.RetirementReport.Row;
import io.github.temporalpatterns.versioning.RetirementReport.Verdict;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of it all.
 *
 * @param ends how each order ended
 * @param retirement which branches may go; null if the server cannot say
 */
record ShowcaseResult(List<OrderEnd> ends, @Nullable RetirementReport retirement) {

  /** A line for all that is not as it should be. */
  List<String> differences(Books books) {
    List<String> differences = new ArrayList<>();
    ends.forEach(end -> differences.addAll(end.differences()));
    differences.addAll(books.differences());
    if (retirement != null) {
      differences.addAll(differences(retirement));
    }
    return differences;
  }

  /** Earlier showcases may have left more orders on the server, but none fewer. */
  private static List<String> differences(RetirementReport report) {
    List<String> differences = new ArrayList<>();
    Row old = report.row(ShopOrderWorkflowImpl.CHANGE, Workflow.DEFAULT_VERSION);
    Row current = report.row(ShopOrderWorkflowImpl.CHANGE, 1);
    if (old.closed() < ShowcaseOrders.FIRST.size() || old.verdict() == Verdict.DELETABLE) {
      differences.add("report: %s, but orders of release 1 are kept".formatted(old));
    }
    if (current.closed() < ShowcaseOrders.SECOND.size()) {
      differences.add("report: %s, but orders of release 2 are kept".formatted(current));
    }
    return differences;
  }
}
