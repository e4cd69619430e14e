// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.Wire;
import io.github.temporalpatterns.breaker.machine.BreakerRules;
import io.github.temporalpatterns.breaker.machine.BreakerState;
import io.github.temporalpatterns.breaker.machine.BreakerState.Cause;
import io.github.temporalpatterns.breaker.machine.State;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a breaker carries must be read by later versions. */
final class BreakerWireTest {

  @Test
  void readsTheStateThatTheFirstReleaseWrote() throws IOException {
    String stored = Wire.stored("breaker-state-1.json");
    BreakerState state = Wire.read(stored, BreakerState.class);

    assertThat(state.state()).isEqualTo(State.OPEN);
    assertThat(state.trip()).extracting(BreakerState.Trip::cause).isEqualTo(Cause.FAILURE_RATE);
    BreakerRules rules = BreakerRules.newBuilder().build();
    assertThat(new Machine(rules, 7, () -> 0, state).save(state.name(), state.operators()))
        .isEqualTo(state);
    assertThat(Wire.write(state)).isEqualTo(stored);
  }

  @Test
  void doesWithoutWhatMayBeMissing() {
    String bare = "{\"schema\":1,\"name\":\"a\",\"state\":\"CLOSED\",\"mood\":{\"good\":true}}";
    BreakerState state = Wire.read(bare, BreakerState.class);

    assertThat(state.calls()).isEmpty();
    assertThat(state.buckets()).isEmpty();
    assertThat(state.operators()).isNull();
  }
}
