// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.internal.Awaits.Settled;
import io.github.temporalpatterns.internal.Limits.Meter;
import io.temporal.client.WorkflowFailedException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.workflow.ActivityStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LimitsTest extends KernelTest {

  private static final int MIB = 1 << 20;

  @Test
  void weighsWhatTheServerWeighs() {
    DefaultDataConverter converter = DefaultDataConverter.newDefaultInstance();
    Meter meter = new Meter(RunConverter.of(converter));

    assertThat(meter.measure()).isZero();
    assertThat(meter.measure("flight", 7, List.of(1, 2)))
        .isEqualTo(
            converter.toPayloads("flight", 7, List.of(1, 2)).orElseThrow().getSerializedSize());
  }

  @Test
  void refusesACallThatIsTooLargeByItself() {
    KernelRun run =
        env.start(
            script -> {
              Meter meter = meter();
              meter.schedule("the undo of flight", Limits.PAYLOAD_BYTES);
              meter.schedule("the undo of hotel", Limits.PAYLOAD_BYTES + 1);
              return null;
            });

    assertThatThrownBy(run::result)
        .satisfies(
            failure ->
                assertThat(FailureTypes.matches(failure, FailureTypes.PAYLOAD_TOO_LARGE)).isTrue())
        .rootCause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.isNonRetryable()).isTrue();
              assertThat(failure.getOriginalMessage())
                  .isEqualTo("the undo of hotel has 1966081 bytes, the limit is 1966080");
            });
  }

  @Test
  void refusesACallThatIsTooLargeForTheTask() {
    KernelRun run =
        env.start(
            script -> {
              Meter meter = meter();
              meter.schedule("a", MIB);
              meter.schedule("b", MIB);
              meter.schedule("c", MIB);
              script.note(meter.fitsTask(MIB));
              try {
                meter.schedule("d", MIB);
              } catch (ApplicationFailure e) {
                script.note(e.getType() + ": " + e.getOriginalMessage());
              }
              long rest = Limits.TASK_BYTES - 3 * (MIB + Limits.COMMAND_BYTES);
              script.note(meter.fitsTask(rest - Limits.COMMAND_BYTES));
              script.note(meter.fitsTask(rest - Limits.COMMAND_BYTES + 1));
              return null;
            });
    run.result();

    assertThat(run.notes())
        .containsExactly(
            false,
            "patterns.PayloadTooLarge: d has 1048576 bytes after 3147264 bytes in one workflow"
                + " task, the limit is 3670016",
            true,
            false);
  }

  @Test
  void startsAfreshWithEachTaskAndAlikeInEachReplay() {
    KernelRun run =
        env.start(
            script -> {
              Meter meter = meter();
              fill(meter, script);
              Works.waiting().execute("work", String.class, "a");
              fill(meter, script);
              Workflow.sleep(Duration.ofMillis(10));
              fill(meter, script);
              // Neither begins a task.
              Workflow.sideEffect(String.class, () -> "x");
              Works.local().execute("work", String.class, "a");
              script.note(meter.fitsTask(MIB));
              script.reached("waiting");
              Workflow.await(() -> script.signalled("go"));
              fill(meter, script);
              return null;
            });
    run.awaitReached("waiting").stub().signal("signal", "go");
    run.result();

    List<Object> filled = List.of(true, true, true, false);
    List<Object> expected = new ArrayList<>();
    expected.addAll(filled);
    expected.addAll(filled);
    expected.addAll(filled);
    expected.add(false);
    expected.addAll(filled);
    assertThat(run.notes()).isEqualTo(expected);
  }

  @Test
  void whatFitsTheMeterPassesTheServer() {
    KernelRun run =
        env.start(
            script -> {
              Meter meter = meter();
              ActivityStub stub = Works.waiting();
              List<Promise<String>> calls = new ArrayList<>();
              int header = 64;
              for (int size : List.of(Limits.PAYLOAD_BYTES - header, MIB, MIB / 2)) {
                String argument = "x".repeat(size);
                meter.schedule("a call", meter.measure(argument));
                calls.add(stub.executeAsync("work", String.class, argument));
              }
              return Settled.all(calls).stream().map(Settled::get).toList();
            });

    assertThat(run.result()).isEqualTo(List.of("done", "done", "done"));
  }

  @Test
  @Tag("real-server-only")
  void theServerTerminatesARunThatNobodyWeighed() {
    KernelRun run =
        env.start(script -> Works.waiting().execute("work", String.class, "x".repeat(2 * MIB)));

    assertThatThrownBy(run::result)
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(TerminatedFailure.class);
  }

  private static Meter meter() {
    return new Meter(RunConverter.of(DefaultDataConverter.STANDARD_INSTANCE));
  }

  private static void fill(Meter meter, Script script) {
    for (int i = 0; i < 3; i++) {
      script.note(meter.fitsTask(MIB));
      meter.schedule("call " + i, MIB);
    }
    script.note(meter.fitsTask(MIB));
  }
}
