// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * The contract of a resumable batch: numbered rules, each a JUnit test; 21 and 22 on a real or
 * in-process server, the others on a simulated one that strikes at chosen moments.
 *
 * <p>Client side, tests only. To test an implementation against the contract, write an activity
 * that uses it, and a test class that extends this one:
 *
 * <pre>{@code
 * class MyBatchContractTest extends BatchContract {
 *   @Override
 *   protected ScriptedBatch newBatch(ScriptedBatch.Item item) {
 *     return new MyScriptedBatch(item);
 *   }
 * }
 * }</pre>
 *
 * <p>A batch calls for a heartbeat when it starts and when an item has ended.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class BatchContract {

  /** For subclasses. */
  protected BatchContract() {}

  /**
   * Makes the batch under test.
   *
   * @param item what the batch calls for each item
   * @return an activity; serves several attempts, one after the other
   */
  protected abstract ScriptedBatch newBatch(ScriptedBatch.Item item);

  /**
   * Says how long an item waits for what must happen before its rule fails.
   *
   * @return real time; 30 seconds by default
   */
  protected Duration patience() {
    return Duration.ofSeconds(30);
  }

  /** Rules 1 to 5. */
  @Nested
  final class Work extends WorkRules {
    @Override
    BatchContract contract() {
      return BatchContract.this;
    }
  }

  /** Rules 6 to 10. */
  @Nested
  final class Resume extends ResumeRules {
    @Override
    BatchContract contract() {
      return BatchContract.this;
    }
  }

  /** Rules 11 to 15. */
  @Nested
  final class Failures extends FailureRules {
    @Override
    BatchContract contract() {
      return BatchContract.this;
    }
  }

  /** Rules 16 to 20 and 23. */
  @Nested
  final class Stops extends StopRules {
    @Override
    BatchContract contract() {
      return BatchContract.this;
    }
  }

  /** Rules 21 and 22. */
  @Nested
  final class Servers extends ServerRules {
    @Override
    BatchContract contract() {
      return BatchContract.this;
    }
  }
}
