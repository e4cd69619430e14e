// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** That a worker's own list of exceptions is asked, too, is for the saga's tests. */
class RunEndTest extends KernelTest {

  @Test
  void failsByWhatTheSdkSaysFailsARun() {
    KernelRun run =
        env.start(
            script -> {
              script.note(RunEnd.failsBy(ApplicationFailure.newFailure("no", "No")));
              script.note(RunEnd.failsBy(new IllegalStateException("bug")));
              script.note(RunEnd.failsBy(Workflow.wrap(new IOException("disk"))));
              return null;
            });

    run.result();
    assertThat(run.notes()).containsExactly(true, false, false);
  }

  @Test
  void failsTheTaskThatWouldContinueAsNewUntilNothingSpeaksAgainstIt() {
    AtomicInteger asked = new AtomicInteger();
    KernelRun run =
        env.start(
            script ->
                RunEnd.objecting(
                    () -> {
                      if (Workflow.getInfo().getContinuedExecutionRunId().isEmpty()) {
                        Workflow.continueAsNew();
                      }
                      return "second";
                    },
                    () -> asked.incrementAndGet() == 1 ? "something is left" : null));

    assertThat(run.result()).isEqualTo("second");
    assertThat(asked).hasValue(2);
  }

  @Test
  void isNotAskedWhenTheRunEndsOtherwiseOrLeavesTheCache() {
    AtomicInteger asked = new AtomicInteger();
    KernelRun run =
        env.start(
            script ->
                RunEnd.objecting(
                    () -> {
                      script.reached("wait");
                      Workflow.await(() -> script.signalled("go"));
                      return "done";
                    },
                    () -> "asked " + asked.incrementAndGet()));
    run.awaitReached("wait").stub().signal("signal", "go");

    assertThat(run.result()).isEqualTo("done");
    assertThat(asked).hasValue(0);
  }
}
