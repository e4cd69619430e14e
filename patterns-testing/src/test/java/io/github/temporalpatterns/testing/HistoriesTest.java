// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.LoopWorkflow.Gate;
import io.github.temporalpatterns.testing.LoopWorkflow.Round;
import io.github.temporalpatterns.testing.internal.history.HistoryFiles;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("real-server")
@PatternTest(workflows = {LoopWorkflow.Impl.class, LoopWorkflow.Parent.Impl.class})
class HistoriesTest {
  @TempDir Path folder;

  @Test
  void recordsEveryRunOfAChainAndReplaysThem(Scenario<LoopWorkflow> loop, Canned<Round> round) {
    round.on(Round::play).completes();
    playTwoRounds(loop);
    List<Path> files = Histories.record(loop, folder.resolve("deeper"), "loop");
    assertThat(files)
        .extracting(file -> file.getFileName().toString())
        .containsExactly("loop.json", "loop.2.json");
    assertThat(Histories.replayAll(folder, LoopWorkflow.Impl.class)).isEqualTo(2);
  }

  @Test
  void keepsTheWorkflowIdThatCommandsDeriveFrom(
      PatternEnv env, Scenario<LoopWorkflow.Parent> parent, Canned<Round> round)
      throws IOException {
    round.on(Round::play).completes();
    parent.start(w -> w.rounds(1));
    env.await("the round", () -> env.attempts().count() == 1);
    Path file = Histories.record(parent, folder, "parent").get(0);
    assertThat(WorkflowExecutionHistory.fromJson(Files.readString(file)).getWorkflowExecution())
        .extracting(execution -> execution.getWorkflowId())
        .isEqualTo(parent.execution().getWorkflowId());
    assertThat(Histories.replayAll(folder, LoopWorkflow.Parent.Impl.class)).isEqualTo(1);
  }

  @Test
  void namesAFileAfterARunHoweverLongItsId() {
    Path file = HistoryFiles.file(folder, "a/b ".repeat(250), "0a1b2c3d-4e5f");
    assertThat(file.getFileName().toString())
        .startsWith("a_b_a_b_")
        .endsWith("-0a1b2c3d.json")
        .hasSizeLessThan(120);
  }

  @Test
  void namesEachFileThatNoLongerReplays(Scenario<LoopWorkflow> loop, Canned<Round> round) {
    round.on(Round::play).completes();
    playTwoRounds(loop);
    Histories.record(loop, folder, "loop");
    assertThatThrownBy(() -> Histories.replayAll(folder, Changed.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("2 of 2 histories")
        .hasMessageContaining("loop.2.json: at event 5 the history has ACTIVITY_TASK_SCHEDULED")
        .hasMessageContaining("the code now issues START_TIMER");
  }

  @Test
  void refusesAFolderWithoutHistories() {
    assertThatThrownBy(() -> Histories.replayAll(folder, LoopWorkflow.Impl.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no history");
    assertThatThrownBy(() -> Histories.replayAll(folder.resolve("none"), LoopWorkflow.Impl.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no folder");
  }

  @Test
  void namesAFileThatIsNoHistory() throws IOException {
    Files.writeString(folder.resolve("broken.json"), "{\"events\": []}");
    assertThatThrownBy(() -> Histories.replayAll(folder, LoopWorkflow.Impl.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("broken.json is not a workflow history");
  }

  private static void playTwoRounds(Scenario<LoopWorkflow> loop) {
    loop.start(w -> w.rounds(0, 2));
    loop.await("the gate", () -> loop.stub(Gate.class).waiting());
    loop.stub(Gate.class).open();
    loop.await("the second round", () -> loop.attempts().count() == 2);
    loop.await("the second gate", () -> loop.stub(Gate.class).waiting());
    loop.stub(Gate.class).open();
    assertThat(loop.result(Integer.class)).isEqualTo(2);
  }

  /** The same workflow after a careless change. */
  public static final class Changed implements LoopWorkflow {
    @Override
    public int rounds(int done, int todo) {
      Workflow.sleep(Duration.ofMillis(1));
      return done;
    }
  }
}
