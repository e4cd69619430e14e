// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.temporalpatterns.fanout.CoordinatorWorkflow.Stage;
import io.github.temporalpatterns.fanout.FanOutOperator.Stop;
import io.github.temporalpatterns.fanout.FanOutReport.Mode;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What runs of neighbouring versions pass to one another: JSON as the SDK's converter writes it.
 */
final class FanOutWireTest {
  private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

  @Test
  void readsTheStageThatTheFirstReleaseWrote() throws IOException {
    String stored = resource("/wire/fanout-stage-1.json");
    Stage stage = read(stored);

    assertThat(stage.spec().checked().batch()).isEqualTo("audit-7");
    assertThat(stage.plan().mode()).isEqualTo(Mode.COORDINATOR);
    assertThat(stage.control().stop()).isEqualTo(Stop.DRAIN);
    assertThat(stage.segments()).extracting(Segment::cursor).containsExactly(null, null, "page-9");
    assertThat(stage.soFar().failures()).hasSize(1);
    assertThat(write(stage)).isEqualTo(stored);
  }

  @Test
  void ignoresWhatALaterVersionAdded() throws IOException {
    String later =
        resource("/wire/fanout-stage-1.json").replace("{\"schema\"", "{\"hue\":1,\"schema\"");

    assertThat(read(later).spec().checked().chunkSize()).isEqualTo(100);
  }

  @Test
  void refusesANewerSchema() throws IOException {
    String newer = resource("/wire/fanout-stage-1.json").replace("\"schema\":1", "\"schema\":2");

    assertThatThrownBy(() -> read(newer).spec().checked())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("part of a fan-out of schema 2, this version reads up to 1");
  }

  private static String write(Stage stage) {
    return CONVERTER.toPayload(stage).orElseThrow().getData().toStringUtf8();
  }

  private static Stage read(String json) {
    Payload payload =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8(json))
            .build();
    return CONVERTER.fromPayload(payload, Stage.class, Stage.class);
  }

  private static String resource(String path) throws IOException {
    try (InputStream in = Objects.requireNonNull(FanOutWireTest.class.getResourceAsStream(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
