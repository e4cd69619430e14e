// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.runs;

import io.github.temporalpatterns.testing.internal.history.LimitsLint;
import java.util.ArrayList;
import java.util.List;

/** Holds the runs of an environment to the limits of a production server. */
public final class LimitsCheck {
  private final Runs histories;

  public LimitsCheck(Runs histories) {
    this.histories = histories;
  }

  public void all(List<RunLog.Run> runs) {
    List<String> lines = new ArrayList<>();
    for (RunLog.Run run : runs) {
      List<String> findings =
          LimitsLint.findings(histories.history(run.workflowId(), run.runId()).getEvents());
      if (!findings.isEmpty()) {
        lines.add(run.workflowId());
        findings.forEach(finding -> lines.add("  " + finding));
      }
    }
    if (!lines.isEmpty()) {
      throw new AssertionError(
          "a production server would not let this run pass (docs/limits.md).\n"
              + String.join("\n", lines));
    }
  }
}
