// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Memory;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Report;
import io.github.temporalpatterns.breaker.cluster.EntityProtocol.Start;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.State;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What processes and the runs of an entity pass to one another must be read by later versions. */
final class ClusterWireTest {

  @Test
  void goesOnWithWhatTheFirstReleaseWrote() throws IOException {
    String stored = Wire.stored("breaker-entity-1.json");
    Start start = Wire.read(stored, Start.class);
    Memory memory = Objects.requireNonNull(start.memory());

    assertThat(memory.breaker().state()).isEqualTo(State.HALF_OPEN);
    assertThat(memory.sources()).hasSize(2);
    assertThat(new Cluster(start.rules(), 7, memory).save("bank", null)).isEqualTo(memory);
    assertThat(Wire.write(start)).isEqualTo(stored);
  }

  @Test
  void readsTheReportOfTheFirstRelease() throws IOException {
    String stored = Wire.stored("breaker-report-1.json");
    Report report = Wire.read(stored, Report.class);

    assertThat(report.buckets()).containsExactly(new BreakerState.Bucket(1_000, 3, 2, 1, 1));
    assertThat(report.probes()).isEqualTo(new EntityProtocol.Probes(1, 0, 0, 1));
    assertThat(Wire.write(report)).isEqualTo(stored);
  }

  @Test
  void doesWithoutWhatMayBeMissing() {
    assertThat(Wire.read("{\"source\":\"a\",\"mood\":{\"good\":true}}", Report.class).buckets())
        .isEmpty();
    assertThat(Wire.read("{\"probesOut\":1}", Memory.class).sources()).isEmpty();
  }
}
