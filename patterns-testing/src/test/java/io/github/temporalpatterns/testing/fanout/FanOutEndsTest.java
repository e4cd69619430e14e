// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.fanout.FanOutOperator;
import io.github.temporalpatterns.fanout.FanOutOperator.Command;
import io.github.temporalpatterns.fanout.FanOutOperator.Stop;
import io.github.temporalpatterns.fanout.FanOutReport;
import io.github.temporalpatterns.fanout.FanOutReport.Outcome;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import io.github.temporalpatterns.testing.Scenario;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A fan-out that is stopped, cancelled, or loses its worker, while a page or letters are
 * vault.asked().
 */
@Tag("real-server")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FanOutEndsTest {
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Ledger.Vault vault = new Ledger.Vault(gate);
  private final PatternEnv env =
      PatternEnv.open(
          PatternEnvOptions.newBuilder()
              .setName("fanout-ends")
              .setTime(PatternEnvOptions.Time.REAL)
              .setWorkflows(Ledger.Default.class)
              .build());

  @BeforeEach
  void register() {
    env.register(vault);
  }

  @AfterEach
  void close() {
    gate.countDown();
    env.close();
  }

  @Test
  void aRunThatIsCancelledWhileItAsksForAPageTellsWhatItDid() {
    Scenario<Ledger> run = atTheGate();
    run.cancel();
    assertThat(run.end()).isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
    assertThat(run.untyped().describe().getMemo("patterns.fanout", FanOutReport.class))
        .extracting("succeeded")
        .isEqualTo((long) Ledger.GATE);
  }

  @Test
  void aFanOutThatIsStoppedWhileItAsksForAPageHasNotFailed() {
    Scenario<Ledger> run = atTheGate();
    run.stub(FanOutOperator.class).fanOutCancel(Command.of("1", "ann", "a test").stop(Stop.NOW));
    FanOutReport<?> report = run.result(FanOutReport.class);
    assertThat(report.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(report.succeeded()).isEqualTo(Ledger.GATE);
  }

  @Test
  void lettersUnderWayReachTheirSinkWhenTheFanOutIsStopped() {
    Scenario<Ledger> run = start("letters");
    env.await("letters at the gate", () -> vault.parked().size() == 100);
    run.stub(FanOutOperator.class).fanOutCancel(Command.of("1", "ann", "a test").stop(Stop.NOW));
    run.await("the cancelled chunk", () -> vault.asked().contains("cancelled"));
    gate.countDown();
    FanOutReport<?> report = run.result(FanOutReport.class);
    assertThat(report.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(report.failed()).isEqualTo(120);
    assertThat(vault.parked()).hasSize(120);
  }

  private Scenario<Ledger> atTheGate() {
    Scenario<Ledger> run = start("pages");
    FanOutOperator operator = run.stub(FanOutOperator.class);
    run.await(
        "the gate",
        () -> vault.asked().contains("3") && operator.fanOutStatus().succeeded() == Ledger.GATE);
    return run;
  }

  private Scenario<Ledger> start(String what) {
    return env.scenario(Ledger.class).start(ledger -> ledger.book(what));
  }
}
