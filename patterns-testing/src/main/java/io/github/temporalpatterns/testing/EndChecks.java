// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import io.github.temporalpatterns.testing.internal.Checks;
import io.github.temporalpatterns.testing.internal.runs.LimitsCheck;
import io.github.temporalpatterns.testing.internal.runs.RunLog;
import io.github.temporalpatterns.testing.internal.script.Complaints;
import java.util.List;

/** What an environment checks when its test ends, as far as its options want it. */
final class EndChecks {
  private final PatternEnvOptions options;
  private final Evidence evidence;
  private final List<RunLog.Run> runs;

  EndChecks(PatternEnvOptions options, Evidence evidence, List<RunLog.Run> runs) {
    this.options = options;
    this.evidence = evidence;
    this.runs = runs;
  }

  /** Throws the first finding, with the others suppressed in it; reports in any case. */
  void all(Complaints complaints, Workers workers, CallOverrides overrides, Runnable report) {
    Checks.all(
        () -> {
          if (options.checks(Check.SCRIPTS)) {
            complaints.check(workers.unusedScripts(), overrides.unused());
          }
        },
        () -> {
          if (options.replay() != PatternEnvOptions.Replay.NEVER) {
            evidence.replayAll();
          }
        },
        () -> {
          if (options.replay() == PatternEnvOptions.Replay.HOSTILE) {
            evidence.replayAll(HostileReplay::divergence);
          }
        },
        () -> {
          if (options.checks(Check.LIMITS)) {
            new LimitsCheck(evidence.histories()).all(runs);
          }
        },
        report);
  }
}
