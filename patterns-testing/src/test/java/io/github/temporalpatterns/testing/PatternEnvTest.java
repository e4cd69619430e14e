// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.temporalpatterns.testing.PatternEnvOptions.Replay;
import io.github.temporalpatterns.testing.PatternEnvOptions.Server;
import io.github.temporalpatterns.testing.internal.runs.RunLog;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.opentest4j.TestAbortedException;

@Tag("real-server")
class PatternEnvTest {

  @Test
  void replaysWithTheUsersDataConverter() {
    PatternEnvOptions options =
        PatternEnvOptions.newBuilder()
            .setWorkflows(OrderWorkflowImpl.class)
            .setReplay(Replay.AT_END)
            .setClientOptions(
                client ->
                    client.setDataConverter(
                        new CodecDataConverter(
                            DefaultDataConverter.newDefaultInstance(), List.of(new Inverter()))))
            .build();
    try (PatternEnv env = PatternEnv.open(options)) {
      env.canned(Payments.class).on(Payments::charge).returns("c1");
      env.canned(Shipping.class).on(Shipping::ship).returns("s1");
      String shipped = env.scenario(OrderWorkflow.class).run(o -> o.place("book"));
      assertThat(shipped).isEqualTo("s1");
    }
  }

  /** A parent's close policy ends children between our look and our request. */
  @Test
  void doesNotMindARunThatEndedBeforeItCouldBeTerminated() {
    PatternEnvOptions options =
        PatternEnvOptions.newBuilder().setWorkflows(OrderWorkflowImpl.class).build();
    try (PatternEnv env = PatternEnv.open(options)) {
      env.canned(Payments.class).on(Payments::charge).returns("c1");
      env.canned(Shipping.class).on(Shipping::ship).returns("s1");
      env.scenario(OrderWorkflow.class).run(o -> o.place("book"));
      env.evidence().terminate(env.runs().list().get(0));
      env.evidence().terminate(new RunLog.Run("unknown", "", "Order", "none", null));
      assertThat(env.runs().list()).hasSize(1);
    }
  }

  @Test
  void registersSearchAttributes() {
    SearchAttributeKey<String> key = SearchAttributeKey.forKeyword("PatternEnvTest");
    PatternEnvOptions options =
        PatternEnvOptions.newBuilder()
            .setWorkflows(OrderWorkflowImpl.class)
            .addSearchAttribute(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .build();
    try (PatternEnv env = PatternEnv.open(options)) {
      Scenario<OrderWorkflow> order =
          env.scenario(OrderWorkflow.class)
              .configure(
                  o ->
                      o.setTypedSearchAttributes(
                          SearchAttributes.newBuilder().set(key, "here").build()));
      env.canned(Payments.class).on(Payments::charge).hangsUntilCancelled().optional();
      order.start(o -> o.place("book"));
      assertThat(order.untyped().describe().getTypedSearchAttributes().get(key)).isEqualTo("here");
    }
  }

  @Test
  void letsServerTimePass() {
    try (PatternEnv env = PatternEnv.open()) {
      Duration nap =
          env.can(Capability.TIME_SKIPPING) ? Duration.ofDays(30) : Duration.ofMillis(50);
      Instant before = env.clock().now();
      env.clock().advance(nap);
      assertThat(Duration.between(before, env.clock().now())).isGreaterThanOrEqualTo(nap);
    }
  }

  @Test
  void knowsWhatTheEmbeddedServerCannotDo() {
    try (PatternEnv env = embedded(options -> options)) {
      assertThat(env.can(Capability.TIME_SKIPPING)).isTrue();
      assertThat(env.can(Capability.LIST)).isFalse();
      assertThat(env.can(Capability.SCHEDULES)).isFalse();
      assertThat(env.can(Capability.WORKFLOW_PAUSE)).isFalse();
      assertThat(env.can(Capability.LIMITS)).isFalse();
      assertThatThrownBy(() -> env.assume(Capability.LIST))
          .isInstanceOf(TestAbortedException.class)
          .hasMessageContaining("the EMBEDDED server, SKIPPED, lacks LIST");
    }
    try (PatternEnv env = embedded(options -> options.setTime(PatternEnvOptions.Time.REAL))) {
      assertThat(env.can(Capability.TIME_SKIPPING)).isFalse();
    }
  }

  @Test
  @Tag("real-server-only")
  void knowsWhatARealServerCanDo() {
    try (PatternEnv env = PatternEnv.open()) {
      assertThat(env.can(Capability.LIST)).isTrue();
      assertThat(env.can(Capability.SCHEDULES)).isTrue();
      assertThat(env.can(Capability.LIMITS)).isTrue();
      assertThat(env.can(Capability.STICKY_FALLBACK)).isTrue();
      assertThat(env.can(Capability.ACTIVITY_TIME_SKIPPING)).isFalse();
      env.assume(Capability.LIST);
    }
  }

  @Test
  @Tag("real-server-only")
  void leavesNoRunOpenOnARealServer() {
    WorkflowExecution left;
    try (PatternEnv env = PatternEnv.open(OrderWorkflowImpl.class)) {
      env.canned(Payments.class).on(Payments::charge).hangsUntilCancelled().optional();
      left = env.scenario(OrderWorkflow.class).start(o -> o.place("book")).execution();
    }
    try (PatternEnv env = PatternEnv.open()) {
      assertThat(env.client().newUntypedWorkflowStub(left.getWorkflowId()).describe().getStatus())
          .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED);
    }
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    PatternEnvOptions.Builder options = PatternEnvOptions.newBuilder();
    assertThatThrownBy(() -> options.setWatchdog(Duration.ZERO).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("watchdog must be positive, but is PT0S");
    assertThatThrownBy(
            () -> options.setWatchdog(Duration.ofSeconds(1)).setRunTimeout(Duration.ZERO).build())
        .hasMessage("runTimeout must be positive, but is PT0S");
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void runsActivitiesOnVirtualThreads() {
    PatternEnvOptions.Builder options =
        PatternEnvOptions.newBuilder(OrderWorkflowImpl.class).setVirtualThreads(true);
    try (PatternEnv env = PatternEnv.open(options.build())) {
      env.canned(Payments.class).on(Payments::charge).returns("c1");
      env.canned(Shipping.class)
          .on(Shipping::ship)
          .answers(item -> Thread.currentThread().toString());
      String thread = env.scenario(OrderWorkflow.class).run(o -> o.place("book"));
      assertThat(thread).startsWith("VirtualThread");
    }
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_20)
  void refusesVirtualThreadsWhereThereAreNone() {
    assertThatThrownBy(() -> PatternEnvOptions.newBuilder().setVirtualThreads(true).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("virtual threads need JDK 21 or newer");
  }

  @Test
  void saysHowToNameADevServer() {
    PatternEnvOptions.Builder options =
        PatternEnvOptions.newBuilder().setServer(Server.DEV_SERVER).setDevServer(null);
    assertThatThrownBy(() -> PatternEnv.open(options.build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("patterns.test.devServer");
    Path missing = Path.of("no", "such", "temporal");
    assertThatThrownBy(() -> PatternEnv.open(options.setDevServer(missing).build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no program " + missing + " to start as dev server");
  }

  private static PatternEnv embedded(UnaryOperator<PatternEnvOptions.Builder> more) {
    return PatternEnv.open(
        more.apply(PatternEnvOptions.newBuilder().setServer(Server.EMBEDDED)).build());
  }

  /** Stores every payload with all its bits inverted. */
  private static final class Inverter implements PayloadCodec {
    @Override
    public List<Payload> encode(List<Payload> payloads) {
      return payloads.stream().map(Inverter::invert).toList();
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
      return encode(payloads);
    }

    private static Payload invert(Payload payload) {
      byte[] bytes = payload.getData().toByteArray();
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) ~bytes[i];
      }
      return payload.toBuilder().setData(ByteString.copyFrom(bytes)).build();
    }
  }
}
