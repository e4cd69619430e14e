// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.temporal.client.WorkflowFailedException;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.worker.WorkflowImplementationOptions;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Workflows that are registered with options of their own. */
class FailTypesTest {
  private static final WorkflowImplementationOptions ANY =
      WorkflowImplementationOptions.newBuilder()
          .setFailWorkflowExceptionTypes(Throwable.class)
          .build();

  @RegisterExtension
  static final PatternTestExtension KIT =
      PatternTestExtension.of(
          options -> options.setWorkflows(Meek.Impl.class).addWorkflows(ANY, Bold.Impl.class));

  @TempDir Path folder;

  @Test
  void holdForTheWorkflowsThatTheyAreGivenWith(Scenario<Bold> bold, Scenario<Meek> meek) {
    assertThatThrownBy(() -> bold.run(Bold::fail))
        .isInstanceOf(WorkflowFailedException.class)
        .hasStackTraceContaining("by its type");
    assertThatThrownBy(() -> meek.run(Meek::fail))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("a workflow task failed");
  }

  @Test
  void holdForReplaysToo(Scenario<Bold> bold) {
    assertThat(bold.start(Bold::fail).end().name()).endsWith("FAILED");
    Histories.record(bold, folder, "bold");
    WorkflowExecutionHistory history = bold.history();

    Replayer replayer =
        new Replayer(PatternEnvOptions.newBuilder().addWorkflows(ANY, Bold.Impl.class).build());
    assertThat(replayer.divergence(history, 9)).isEmpty();
    replayer.close();
    assertThatThrownBy(() -> Histories.replayAll(folder, Bold.Impl.class))
        .hasMessageContaining("bold.json");
  }

  @Test
  void holdOnAnotherWorker(PatternEnv env) {
    env.worker("others")
        .registerWorkflows(ANY, Bold.Impl.class)
        .registerWorkflowFactory(Meek.class, Meek.Impl::new, ANY);
    Scenario<Meek> meek = env.scenario(Meek.class).configure(o -> o.setTaskQueue("others"));
    assertThat(meek.start(Meek::fail).end().name()).endsWith("FAILED");
  }

  @Test
  void doNotReachAnotherProcess() {
    assertThatThrownBy(
            () ->
                PatternEnvOptions.newBuilder()
                    .setReplay(Replay.HOSTILE)
                    .addWorkflows(ANY, Bold.Impl.class)
                    .build())
        .hasMessageContaining("workflow implementation options");
  }

  @WorkflowInterface
  public interface Bold {
    @WorkflowMethod
    String fail();

    final class Impl implements Bold {
      @Override
      public String fail() {
        throw new IllegalStateException("by its type");
      }
    }
  }

  @WorkflowInterface
  public interface Meek {
    @WorkflowMethod
    String fail();

    final class Impl implements Meek {
      @Override
      public String fail() {
        throw new IllegalStateException("for ever");
      }
    }
  }
}
