// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.pause.Pausable.Verb;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a pausable run carries must be read by later versions. */
final class PauseWireTest {

  @Test
  void readsTheStateThatTheFirstReleaseWrote() throws IOException {
    String stored = Wire.stored("pause-state-1.json");
    PauseState state = Wire.read(stored, PauseState.class);

    assertThat(state.requests()).containsEntry("ticket-7", Verb.PAUSE);
    assertThat(state.timers()).containsEntry("deadline", 90_000L);
    Automaton automaton = new Automaton(PauseOptions.newBuilder().build(), state, 0);
    assertThat(automaton.isHeld()).isTrue();
    assertThat(automaton.family().answer(false)).isEqualTo("run/1");
    assertThat(automaton.toData("run", state.markMillis()).audit()).isEqualTo(state.audit());
    assertThat(Wire.write(state)).isEqualTo(stored);
  }

  @Test
  void ignoresWhatALaterVersionAdded() throws IOException {
    String later =
        Wire.stored("pause-state-1.json").replace("{\"schema\"", "{\"hue\":1,\"schema\"");

    assertThat(Wire.read(later, PauseState.class).safePoints()).isEqualTo(12);
  }
}
