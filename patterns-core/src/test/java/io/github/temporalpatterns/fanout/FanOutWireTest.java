// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.fanout.CoordinatorWorkflow.Stage;
import io.github.temporalpatterns.fanout.FanOutOperator.Stop;
import io.github.temporalpatterns.fanout.FanOutReport.Mode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * What runs of neighbouring versions pass to one another: JSON as the SDK's converter writes it.
 */
final class FanOutWireTest {
  @Test
  void readsTheStageThatTheFirstReleaseWrote() throws IOException {
    String stored = Wire.stored("fanout-stage-1.json");
    Stage stage = Wire.read(stored, Stage.class);

    assertThat(stage.spec().checked().batch()).isEqualTo("audit-7");
    assertThat(stage.plan().mode()).isEqualTo(Mode.COORDINATOR);
    assertThat(stage.control().stop()).isEqualTo(Stop.DRAIN);
    assertThat(stage.segments()).extracting(Segment::cursor).containsExactly(null, null, "page-9");
    assertThat(stage.soFar().failures()).hasSize(1);
    assertThat(Wire.write(stage)).isEqualTo(stored);
  }

  @Test
  void ignoresWhatALaterVersionAdded() throws IOException {
    String later =
        Wire.stored("fanout-stage-1.json").replace("{\"schema\"", "{\"hue\":1,\"schema\"");

    assertThat(Wire.read(later, Stage.class).spec().checked().chunkSize()).isEqualTo(100);
  }

  @Test
  void refusesANewerSchema() throws IOException {
    String newer = Wire.stored("fanout-stage-1.json").replace("\"schema\":1", "\"schema\":2");

    assertThatThrownBy(() -> Wire.read(newer, Stage.class).spec().checked())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("part of a fan-out of schema 2, this version reads up to 1");
  }
}
