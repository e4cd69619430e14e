// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a saga: fifty-five numbered rules, each a JUnit test.
 *
 * <p>Client side, tests only. To test an implementation against the contract, write a workflow that
 * performs scripts with it, and a test class that extends this one:
 *
 * <pre>{@code
 * class MySagaContractTest extends SagaContract {
 *   @Override
 *   protected ScriptedSaga newSaga() {
 *     return new MyScriptedSaga();
 *   }
 *
 *   @Override
 *   protected boolean supports(SagaFeature feature) {
 *     return feature != SagaFeature.PARK;
 *   }
 * }
 * }</pre>
 *
 * <p>A rule that needs what the subject does not support is skipped, with the reason. A rule that
 * no test can check is disabled, with the reason. Every run is replayed at each of its tasks and
 * once more at its end. The rules run on the embedded and on an external server alike ({@code
 * PatternEnvOptions.Server}), in real time.
 *
 * <p>Rules 1-6 are about order, 7-12 about failures, 13-15 about operators, 16-22 about
 * cancellation, 23-29 about unknown outcomes, 30-36 about structure, 37-44 about continue-as-new
 * and replay, 45-50 about policies, 51-55 about other lives of a run.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class SagaContract {

  /** For subclasses. */
  protected SagaContract() {}

  /**
   * Makes the saga under test.
   *
   * @return a new workflow instance; called for each run, and for each replay of it
   */
  protected abstract ScriptedSaga newSaga();

  /**
   * Tells what the saga under test can do.
   *
   * @param feature what a rule needs
   * @return whether rules that need it apply; by default all do
   */
  protected boolean supports(SagaFeature feature) {
    return true;
  }

  /**
   * Tells how long a run may take before its rule fails.
   *
   * @return real time; 30 seconds by default
   */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  private SagaRules.Subject subject() {
    return new SagaRules.Subject(this, this::newSaga, this::supports, patience());
  }

  /** Rules 1 to 6. */
  @Nested
  final class Order extends OrderRules {
    @Override
    Subject subject() {
      return SagaContract.this.subject();
    }
  }

  /** Rules 7 to 12. */
  @Nested
  final class Failures extends FailureRules {
    @Override
    Subject subject() {
      return SagaContract.this.subject();
    }
  }

  /** Rules 13 to 15. */
  @Nested
  final class Operators extends OperatorRules {
    @Override
    Subject subject() {
      return SagaContract.this.subject();
    }
  }

  /** Rules 16 to 22. */
  @Nested
  final class Cancellation extends CancellationRules {
    @Override
    Subject subject() {
      return SagaContract.this.subject();
    }
  }

  /** Rules 23 to 29. */
  @Nested
  final class UnknownOutcomes extends UnknownOutcomeRules {
    @Override
    Subject subject() {
      return SagaContract.this.subject();
    }
  }

  /** Rules 30 to 36. */
  @Nested
  final class Structure extends StructureRules {
    @Override
    Subject subject() {
      return SagaContract.this.subject();
    }
  }

  /** Rules 37 to 44. */
  @Nested
  final class Continuation extends ContinuationRules {
    @Override
    Subject subject() {
      return SagaContract.this.subject();
    }
  }

  /** Rules 51 to 55. */
  @Nested
  final class Lives extends LifeRules {
    @Override
    Subject subject() {
      return SagaContract.this.subject();
    }
  }

  /** Rules 45 to 50. */
  @Nested
  final class Policies extends PolicyRules {
    @Override
    Subject subject() {
      return SagaContract.this.subject();
    }
  }
}
