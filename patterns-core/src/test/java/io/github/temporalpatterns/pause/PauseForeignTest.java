// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.google.protobuf.ByteString;
import io.github.temporalpatterns.AuditEntry;
import io.github.temporalpatterns.Foreign;
import io.github.temporalpatterns.pause.LongRunningWorkflow.Job;
import io.github.temporalpatterns.pause.Pausable.Outcome;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.RawValue;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Long-runners whose workers have the converters that users have. */
final class PauseForeignTest {

  /** A sealed type, of which the configuration is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({@JsonSubTypes.Type(Range.class), @JsonSubTypes.Type(Names.class)})
  sealed interface Plan permits Range, Names {}

  /** One of it. */
  record Range(int fromLine, int toLine) implements Plan {}

  /** Another. */
  record Names(List<String> allOfThem) implements Plan {}

  /** What is carried: empty at first, so that a mapper may want to leave it out. */
  record Lines(List<Optional<String>> doneLines, @Nullable Plan lastPlan) {}

  /** A job. */
  @WorkflowInterface
  public interface Copy {
    @WorkflowMethod
    String run(Job<Plan, Lines> job);
  }

  /** Continues as new after each step. */
  public static final class CopyImpl extends LongRunningWorkflow<Plan, Lines, String>
      implements Copy {
    @WorkflowInit
    public CopyImpl(Job<Plan, Lines> job) {
      super(
          job,
          PauseOptions.newBuilder().setSafePointsPerRun(1).setMinimumRun(Duration.ZERO).build());
    }

    @Override
    protected Steps steps(Plan plan) {
      return Steps.of(4).every(Duration.ofMinutes(1));
    }

    @Override
    protected Lines begin(Plan plan) {
      return new Lines(List.of(), null);
    }

    @Override
    protected Lines step(long i, Lines before) {
      List<Optional<String>> lines = new ArrayList<>(before.doneLines());
      lines.add(i % 2 == 0 ? Optional.empty() : Optional.of("line " + i));
      return new Lines(lines, config());
    }

    @Override
    protected String result(Lines lines) {
      return lines + " by " + config();
    }
  }

  @ParameterizedTest
  @EnumSource
  void carriesStateAndCommandsWhateverTheConverter(Foreign foreign) {
    try (TestWorkflowEnvironment env = environment(foreign)) {
      env.newWorker("queue").registerWorkflowImplementationTypes(CopyImpl.class);
      env.start();
      WorkflowStub run =
          env.getWorkflowClient()
              .newUntypedWorkflowStub(
                  "Copy", WorkflowOptions.newBuilder().setTaskQueue("queue").build());
      run.start(Job.of(new Range(1, 4)));
      Pausable desk =
          env.getWorkflowClient()
              .newWorkflowStub(Pausable.class, run.getExecution().getWorkflowId());

      AuditEntry paused =
          desk.pauseRequest(Request.of("r1", "ann", "why").lasting(Duration.ofDays(9)));
      assertThat(paused.effect()).startsWith("PAUS");
      assertThat(run.update("pause.resume", AuditEntry.class, fromTheCommandLine()).effect())
          .isEqualTo("RUNNING");

      String plan = "Range[fromLine=1, toLine=4]";
      assertThat(run.getResult(String.class))
          .isEqualTo(
              "Lines[doneLines=[Optional.empty, Optional[line 1], Optional.empty, Optional[line"
                  + " 3]], lastPlan=%s] by %s",
              plan, plan);
      Pausable.Status end = desk.pauseStatus();
      assertThat(end.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(end.run()).isGreaterThanOrEqualTo(3);
      assertThat(end.audit()).extracting(AuditEntry::requestId).containsExactly("r1", "r2");
    }
  }

  /** A person does not know how the workers' mapper renames properties, and has no codec. */
  private static RawValue fromTheCommandLine() {
    return new RawValue(
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(
                ByteString.copyFromUtf8("{\"requestId\":\"r2\",\"by\":\"bob\",\"reason\":\"go\"}"))
            .build());
  }

  private static TestWorkflowEnvironment environment(Foreign foreign) {
    return TestWorkflowEnvironment.newInstance(
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(foreign.converter()).build())
            .build());
  }
}
