// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.versioning;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a versioned flow: numbered rules, each a JUnit test; 1 to 9 are about decisions
 * and branches, 10 to 15 about keys and continue-as-new, 16 to 21 about code that does not fit.
 *
 * <p>Client side, tests only. To test an implementation against the contract, extend this class:
 *
 * <pre>{@code
 * class MyVersioningContractTest extends VersioningContract {
 *   @Override
 *   protected FlowUnderTest newFlow(ScriptedVersions.Build build, @Nullable String carried) {
 *     return new MyFlow(build.changes(), carried);
 *   }
 * }
 * }</pre>
 *
 * <p>The rules deploy one build after the other while runs are open. Every run is replayed at each
 * of its tasks and once more at its end, by the code of the last build. The rules run on the
 * embedded and on an external server alike, in real time.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class VersioningContract {

  /** For subclasses. */
  protected VersioningContract() {}

  /**
   * Makes the flow under test. Workflow code.
   *
   * @param build the code that is deployed: its changes
   * @param carried what the run before has carried; null for the first run
   * @return a new flow; called for each run, and for each replay of it
   */
  protected abstract FlowUnderTest newFlow(ScriptedVersions.Build build, @Nullable String carried);

  /**
   * Tells how long a run may take before its rule fails.
   *
   * @return real time; 30 seconds by default
   */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  /** Rules 1 to 9. */
  @Nested
  final class Decisions extends DecisionRules {
    @Override
    VersioningContract contract() {
      return VersioningContract.this;
    }
  }

  /** Rules 10 to 15. */
  @Nested
  final class Scopes extends ScopeRules {
    @Override
    VersioningContract contract() {
      return VersioningContract.this;
    }
  }

  /** Rules 16 to 21. */
  @Nested
  final class Misfits extends MisfitRules {
    @Override
    VersioningContract contract() {
      return VersioningContract.this;
    }
  }
}
