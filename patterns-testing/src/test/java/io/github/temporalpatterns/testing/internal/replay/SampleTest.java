// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.temporal.api.common.v1.WorkflowExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static final List<WorkflowExecution> RUNS =
      IntStream.range(0, 3_000).mapToObj(i -> run(new UUID(7, 31L * i).toString())).toList();

  @Test
  void asksForOpenAndForClosedRunsOfTheType() {
    List<String> queries = new ArrayList<>();
    Function<String, Stream<WorkflowExecution>> nothing =
        query -> {
          queries.add(query);
          return Stream.of();
        };
    assertThat(new Sample("A = 'b' OR C = 'd'", 1, 1, 0).of("it's", nothing)).isEmpty();
    assertThat(queries)
        .containsExactly(
            "WorkflowType = 'it''s' AND ExecutionStatus = 'Running' AND (A = 'b' OR C = 'd')",
            "WorkflowType = 'it''s' AND ExecutionStatus != 'Running' AND (A = 'b' OR C = 'd')");
  }

  @Test
  void takesTheFirstOfBothAndListsNoFurther() {
    Stream<WorkflowExecution> endless = Stream.generate(() -> run("run"));
    assertThat(
            new Sample("", 3, 1, 0)
                .of("Order", query -> query.contains("!=") ? endless : RUNS.stream().limit(2)))
        .extracting(Sample.Found::runId)
        .containsExactly(RUNS.get(0).getRunId(), RUNS.get(1).getRunId(), "run", "run", "run");
  }

  @Test
  void consecutiveSeedsTakeEachRunOnceInPartsOfASize() {
    List<String> all = new ArrayList<>();
    for (long seed = 20_000; seed < 20_010; seed++) {
      List<String> part = taken(seed);
      assertThat(taken(seed)).isEqualTo(part);
      assertThat(part).hasSizeBetween(200, 400);
      all.addAll(part);
    }
    assertThat(all)
        .hasSize(RUNS.size())
        .containsExactlyInAnyOrderElementsOf(
            RUNS.stream().map(WorkflowExecution::getRunId).toList());
  }

  @Test
  void saysThatAServerDoesNotList() {
    Function<String, Stream<WorkflowExecution>> refusing =
        query -> {
          throw Status.UNIMPLEMENTED.withDescription("not here").asRuntimeException();
        };
    Stream<Sample.Found> found = new Sample("", 1, 1, 0).of("Order", refusing);
    assertThatThrownBy(found::toList)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the server does not list runs by \"WorkflowType = 'Order' AND ExecutionStatus ="
                + " 'Running'\": UNIMPLEMENTED: not here");
  }

  @Test
  void refusesAnEmptySample() {
    assertThatThrownBy(() -> new Sample("", 0, 1, 0)).hasMessageContaining("at least 1 run");
    assertThatThrownBy(() -> new Sample("", 1, 0, 0)).hasMessageContaining("one in 0");
  }

  private static List<String> taken(long seed) {
    return new Sample("", RUNS.size(), 10, seed)
        .of("Order", query -> query.contains("!=") ? Stream.of() : RUNS.stream())
        .map(Sample.Found::runId)
        .toList();
  }

  private static WorkflowExecution run(String id) {
    return WorkflowExecution.newBuilder().setWorkflowId("order").setRunId(id).build();
  }
}
