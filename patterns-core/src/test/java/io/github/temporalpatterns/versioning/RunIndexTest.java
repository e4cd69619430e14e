// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.versioning.RetirementReport.Cost;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.converter.DefaultDataConverter;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How often a server is asked, and that nobody waits in between. */
final class RunIndexTest {
  private static final Condition TYPES = Condition.ofTypes(List.of("Order"));

  private final AtomicInteger pauses = new AtomicInteger();
  private final AtomicInteger seen = new AtomicInteger();

  @Test
  void pausesBeforeEachPageAndNotBeforeEachRun() {
    RunIndex index = new RunIndex(clientWith(2_500), TYPES, pauses::incrementAndGet);
    index.each(run -> seen.incrementAndGet());
    assertThat(seen).hasValue(2_500);
    assertThat(pauses).hasValue(3);
    assertThat(index.cost()).isEqualTo(new Cost(3, 2_500, 0, 0));
  }

  @Test
  void asksForOnePageOnce() {
    RunIndex index = new RunIndex(clientWith(2_500), TYPES, pauses::incrementAndGet);
    assertThat(index.page(Condition.OPEN)).hasSize(1_000);
    assertThat(pauses).hasValue(1);
    assertThat(index.cost()).isEqualTo(new Cost(1, 1_000, 0, 0));
  }

  private static WorkflowClient clientWith(int runs) {
    return (WorkflowClient)
        Proxy.newProxyInstance(
            WorkflowClient.class.getClassLoader(),
            new Class<?>[] {WorkflowClient.class},
            (proxy, method, arguments) -> list(runs));
  }

  private static Stream<WorkflowExecutionMetadata> list(int runs) {
    return IntStream.range(0, runs).mapToObj(RunIndexTest::run);
  }

  private static WorkflowExecutionMetadata run(int number) {
    return new WorkflowExecutionMetadata(
        WorkflowExecutionInfo.newBuilder()
            .setExecution(WorkflowExecution.newBuilder().setWorkflowId("order-" + number))
            .build(),
        DefaultDataConverter.STANDARD_INSTANCE);
  }
}
