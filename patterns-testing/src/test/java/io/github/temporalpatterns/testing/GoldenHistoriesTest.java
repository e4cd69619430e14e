// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GoldenHistoriesTest {
  @TempDir Path folder;

  @BeforeEach
  void record() {
    System.setProperty(Histories.PROPERTY, "record");
    order(OrderWorkflowImpl.class, "book", options());
    System.clearProperty(Histories.PROPERTY);
  }

  @AfterEach
  void clear() {
    System.clearProperty(Histories.PROPERTY);
  }

  @Test
  void aFolderBecomesTests() throws Throwable {
    assertThat(run(Histories.tests(folder, OrderWorkflowImpl.class))).containsExactly("order.json");
  }

  @Test
  void theSameRunWithOtherIdsAndTimesIsTheSame() {
    order(OrderWorkflowImpl.class, "book", options());
  }

  @Test
  void showsWhatDiffersAndNothingElse() {
    assertThatThrownBy(() -> order(OrderWorkflowImpl.class, "lamp", options()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("order.json; record it with -Dpatterns.test.histories=record")
        .hasMessageContaining("- 1 WORKFLOW_EXECUTION_STARTED")
        .hasMessageContaining("+ 1 WORKFLOW_EXECUTION_STARTED")
        .message()
        .contains("\\\"book\\\"", "\\\"lamp\\\"")
        .doesNotContain("identity", "time {", "_id:", "WORKFLOW_EXECUTION_COMPLETED");
  }

  @Test
  void namesARunThatIsNotRecorded() throws IOException {
    Files.delete(folder.resolve("order.json"));
    assertThatThrownBy(() -> order(OrderWorkflowImpl.class, "book", options()))
        .hasMessageContaining("there is no recorded history")
        .hasMessageContaining("order.json; record it with");
  }

  @Test
  void showsTheEventAtWhichAChangedWorkflowDiverges() {
    assertThatThrownBy(() -> run(Histories.tests(folder, Hasty.class)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("order.json does not replay: at event 5 the history has ACTIVITY")
        .hasMessageContaining("\n    5 ACTIVITY_TASK_SCHEDULED activity_type { name: \"Charge\" }");
  }

  @Test
  void replaysEachBeginningOfARun() {
    Forgetful.executions = 0;
    assertThatThrownBy(() -> run(Histories.tests(folder, Forgetful.class)))
        .hasMessageContaining("does not replay: cut after event 7, at event 5 the history has");
  }

  @Test
  void namesAMalformedFile() throws IOException {
    Files.writeString(folder.resolve("order.json"), "{\"events\": 5}");
    assertThatThrownBy(() -> run(Histories.tests(folder, OrderWorkflowImpl.class)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("order.json is not a workflow history");
  }

  @Test
  void usesTheConverterOfTheOptions() throws Throwable {
    System.setProperty(Histories.PROPERTY, "record");
    PatternEnvOptions.Builder flipped =
        options().setClientOptions(client -> client.setDataConverter(flipping()));
    order(OrderWorkflowImpl.class, "book", flipped);
    assertThat(folder.resolve("order.json")).content().doesNotContain("ImJvb2si");
    assertThat(run(Histories.tests(folder, flipped.build()))).hasSize(1);
    assertThatThrownBy(() -> run(Histories.tests(folder, OrderWorkflowImpl.class)))
        .hasMessageContaining("order.json does not replay");
  }

  @Test
  void leavesOutTheFieldsThatATestNames() {
    print("first");
    assertThatThrownBy(() -> print("second")).message().contains("first", "second");
    print("second", "label");
  }

  private void print(String label, String... ignored) {
    Labels.Impl.next = label;
    System.setProperty(Histories.PROPERTY, label.equals("first") ? "record" : "");
    try (PatternEnv env = PatternEnv.open(options().setWorkflows(Labels.Impl.class).build())) {
      Scenario<Labels> labels = env.scenario(Labels.class);
      labels.<Labels.Label>run(Labels::print);
      Histories.golden(labels, folder, "label", ignored);
    }
  }

  @WorkflowInterface
  public interface Labels {
    record Label(String label, int size) {}

    @WorkflowMethod
    Label print();

    final class Impl implements Labels {
      private static String next = "";

      @Override
      public Label print() {
        return new Label(next, 4);
      }
    }
  }

  private void order(
      Class<? extends OrderWorkflow> workflow, String item, PatternEnvOptions.Builder options) {
    try (PatternEnv env = PatternEnv.open(options.setWorkflows(workflow).build())) {
      env.canned(Payments.class).on(Payments::charge).returns("c1");
      env.canned(Shipping.class).on(Shipping::ship).returns("s1");
      Scenario<OrderWorkflow> order = env.scenario(OrderWorkflow.class);
      assertThat(order.<String>run(o -> o.place(item))).isEqualTo("s1");
      assertThat(Histories.golden(order, folder, "order"))
          .containsExactly(folder.resolve("order.json"));
    }
  }

  private static PatternEnvOptions.Builder options() {
    return PatternEnvOptions.newBuilder()
        .setName("GoldenHistoriesTest")
        .setWorkflows(OrderWorkflowImpl.class)
        .setServer(PatternEnvOptions.Server.EMBEDDED);
  }

  private static List<String> run(Stream<DynamicTest> tests) throws Throwable {
    try (tests) {
      List<DynamicTest> all = tests.toList();
      for (DynamicTest test : all) {
        test.getExecutable().execute();
      }
      return all.stream().map(DynamicTest::getDisplayName).toList();
    }
  }

  /** Flips every bit. */
  static CodecDataConverter flipping() {
    PayloadCodec codec =
        new PayloadCodec() {
          @Override
          public List<Payload> encode(List<Payload> payloads) {
            return payloads.stream().map(GoldenHistoriesTest::flipped).toList();
          }

          @Override
          public List<Payload> decode(List<Payload> payloads) {
            return encode(payloads);
          }
        };
    return new CodecDataConverter(DefaultDataConverter.STANDARD_INSTANCE, List.of(codec));
  }

  private static Payload flipped(Payload payload) {
    byte[] bytes = payload.getData().toByteArray();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ~bytes[i];
    }
    return payload.toBuilder().setData(ByteString.copyFrom(bytes)).build();
  }

  /** The order after a careless change. */
  public static final class Hasty implements OrderWorkflow {
    @Override
    public String place(String item) {
      Workflow.sleep(Duration.ofMillis(1));
      return item;
    }
  }

  /** Replays once, as if it kept something; but not a run that is only half-way. */
  public static final class Forgetful implements OrderWorkflow {
    static int executions;

    @Override
    public String place(String item) {
      if (executions++ > 0) {
        Workflow.sleep(Duration.ofMillis(1));
      }
      return new OrderWorkflowImpl().place(item);
    }
  }
}
