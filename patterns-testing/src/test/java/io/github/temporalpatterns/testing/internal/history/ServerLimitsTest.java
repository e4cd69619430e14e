// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.internal.Limits;
import org.junit.jupiter.api.Test;

/** What the patterns guard themselves, and what the kit holds every run to, must not differ. */
class ServerLimitsTest {

  @Test
  void thePatternsStayWithinWhatTheKitAllows() {
    assertThat(Limits.PAYLOAD_BYTES).isBetween(1, ServerLimits.PAYLOAD_BYTES);
    assertThat(Limits.TASK_BYTES).isBetween(1, ServerLimits.TASK_BYTES);
    assertThat(Limits.EVENTS_HINT).isBetween(1, ServerLimits.EVENTS);
  }

  @Test
  void theyCountTheSame() {
    assertThat(Limits.PENDING_CALLS).isEqualTo(ServerLimits.PENDING);
    assertThat(Limits.UPDATES).isEqualTo(ServerLimits.UPDATES);
    assertThat(Limits.UPDATES_IN_FLIGHT).isEqualTo(ServerLimits.UPDATES_IN_FLIGHT);
    assertThat(Limits.ID_BYTES).isEqualTo(ServerLimits.ID_BYTES);
  }
}
