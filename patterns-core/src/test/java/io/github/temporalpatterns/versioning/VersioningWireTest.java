// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.github.temporalpatterns.versioning.OrderReview.Decision;
import io.github.temporalpatterns.versioning.OrderReview.Phase;
import io.github.temporalpatterns.versioning.OrderReview.Status;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a versioned run carries and is told must be read by later versions. */
final class VersioningWireTest {
  private static final ChangeLedger LEDGER =
      ChangeLedger.newBuilder().change("terms", "x").version(1, "2026-01-01", "one").build();

  @Test
  void readsTheStateThatTheFirstReleaseWrote() throws IOException {
    String stored = Wire.stored("versioning-state-1.json");
    VersionedState state = Wire.read(stored, VersionedState.class);

    assertThat(state.versions()).containsEntry("fraud-check", 2).containsEntry("terms", -1);
    assertThat(new DefaultVersionedFlow(LEDGER, state).state()).isEqualTo(state);
    assertThat(Wire.write(state)).isEqualTo(stored);
  }

  @Test
  void ignoresWhatALaterVersionAdded() throws IOException {
    String later =
        Wire.stored("versioning-state-1.json").replace("{\"schema\"", "{\"hue\":1,\"schema\"");

    assertThat(Wire.read(later, VersionedState.class).versions()).hasSize(2);
    assertThat(Wire.read("{\"schema\":1}", VersionedState.class).versions()).isEmpty();
  }

  @Test
  void leavesStateOfANewerSchemaToANewerWorker() {
    assertThatThrownBy(
            () -> new DefaultVersionedFlow(LEDGER, new VersionedState(2, Map.of("terms", 1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("VersionedState has schema 2, this code reads up to 1");
  }

  @Test
  void readsAReviewersDecision() {
    Decision decision =
        Wire.read(
            "{\"requestId\":\"7\",\"by\":\"ann\",\"reason\":\"stolen\",\"verdict\":\"REJECT\",\"hue\":1}",
            Decision.class);
    assertThat(decision).isEqualTo(Decision.reject("7", "ann", "stolen"));
    Status status =
        new Status(
            Phase.REJECTED, 1, new Assessment(0.9, true, "new card"), decision, Map.of("x", 1));
    assertThat(Wire.read(Wire.write(status), Status.class)).isEqualTo(status);
  }
}
