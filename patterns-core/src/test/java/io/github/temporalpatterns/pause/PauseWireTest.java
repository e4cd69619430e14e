// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.internal.Desk;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a pausable run carries must be read by later versions. */
final class PauseWireTest {

  @Test
  void readsTheStateThatTheFirstReleaseWrote() throws IOException {
    String stored = Wire.stored("pause-state-1.json");
    PauseState state = Wire.read(stored, PauseState.class);

    assertThat(state.operators().requests()).containsKey("ticket-7");
    assertThat(state.timers()).containsEntry("deadline", 90_000L);
    Desk desk = Desk.inRun("pause", state.operators());
    Automaton automaton = new Automaton(PauseOptions.newBuilder().build(), state, desk, 0);
    assertThat(automaton.isHeld()).isTrue();
    assertThat(automaton.family().answer(false)).isEqualTo("run/1");
    assertThat(automaton.toData("run", state.markMillis()).operators())
        .isEqualTo(state.operators());
    assertThat(Wire.write(state)).isEqualTo(stored);
  }

  @Test
  void ignoresWhatALaterVersionAdded() throws IOException {
    String later =
        Wire.stored("pause-state-1.json").replace("{\"schema\"", "{\"hue\":1,\"schema\"");

    assertThat(Wire.read(later, PauseState.class).safePoints()).isEqualTo(12);
  }
}
