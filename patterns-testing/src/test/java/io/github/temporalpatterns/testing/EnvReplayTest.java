// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.temporal.workflow.Functions.Func1;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real-server")
class EnvReplayTest {

  @BeforeEach
  void firstExecutionDiffers() {
    Fickle.Impl.EXECUTIONS.set(0);
  }

  @Test
  void catchesAWorkflowThatDivergesWhenTheEnvironmentCloses() {
    AssertionError error = closeAfter(Fickle.class, Fickle::decide);
    assertThat(error)
        .hasMessageContaining("a run does not replay")
        .hasMessageContaining("the history has TIMER_STARTED, the code now issues RECORD_MARKER");
    Path file = Path.of(String.valueOf(error.getMessage()).replaceAll("(?s).*history: ", ""));
    assertThat(Files.exists(file)).isTrue();
  }

  @Test
  void catchesADivergingChild() {
    assertThat(closeAfter(Fickle.Parent.class, Fickle.Parent::ask))
        .hasMessageContaining("the history has TIMER_STARTED");
  }

  @Test
  void catchesADivergingContinuedRun() {
    assertThat(closeAfter(Fickle.Past.class, Fickle.Past::begin))
        .hasMessageContaining("the history has TIMER_STARTED");
  }

  @Test
  void catchesItAtOnceWhenEveryTaskReplays() {
    try (PatternEnv env = open(Replay.EVERY_TASK)) {
      assertThatThrownBy(() -> env.scenario(Fickle.class).run(Fickle::decide))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("a workflow task failed while the test waited")
          .hasMessageContaining("the history has TIMER_STARTED, the code now issues RECORD_MARKER");
    }
  }

  @Test
  void replaysNothingIfTold() {
    assertThat(catchThrowable(() -> runAndClose(Replay.NEVER, Fickle.class, Fickle::decide)))
        .isNull();
  }

  /** Runs the mutant on a caching worker, where it completes, and returns what closing throws. */
  private static <W> AssertionError closeAfter(Class<W> workflow, Func1<W, String> call) {
    Throwable thrown = catchThrowable(() -> runAndClose(Replay.AT_END, workflow, call));
    assertThat(thrown).isInstanceOf(AssertionError.class);
    return (AssertionError) thrown;
  }

  private static <W> void runAndClose(Replay replay, Class<W> workflow, Func1<W, String> call) {
    try (PatternEnv env = open(replay)) {
      String result = env.scenario(workflow).run(call);
      assertThat(result).isEqualTo("decided");
    }
  }

  private static PatternEnv open(Replay replay) {
    return PatternEnv.open(
        PatternEnvOptions.newBuilder()
            .setName("EnvReplayTest")
            .setReplay(replay)
            .setWorkflows(Fickle.Impl.class, Fickle.Parent.Impl.class, Fickle.Past.Impl.class)
            .build());
  }
}
