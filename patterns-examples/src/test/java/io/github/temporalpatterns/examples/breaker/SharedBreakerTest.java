// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.temporalpatterns.breaker.machine.State;
import io.github.temporalpatterns.examples.breaker.CarrierService.Mode;
import io.github.temporalpatterns.examples.breaker.Shipping.Outcomes;
import io.github.temporalpatterns.testing.PatternEnv;
import io.github.temporalpatterns.testing.PatternEnvOptions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two workers that share a breaker, and a service that is down until both have heard of it. */
@Tag("real-server-only")
@Timeout(60)
final class SharedBreakerTest {
  private static final int PARCELS = 3;

  @Test
  void opensForBothWorkersAndClosesWhenTheServiceIsUpAgain() throws Exception {
    try (PatternEnv env =
            PatternEnv.open(
                PatternEnvOptions.newBuilder().setTime(PatternEnvOptions.Time.REAL).build());
        SharedBreaker shared = new SharedBreaker(env.client());
        CarrierService service = new CarrierService();
        Shipping shipping =
            new Shipping(env.client(), Ways.shared(shared.connections()), service)) {
      shared.awaitEntity();
      service.become(Mode.DOWN);
      CompletableFuture<Outcomes> run = shipping.ship(PARCELS);
      env.await("both to stop", () -> both(shared, State.OPEN));
      service.become(Mode.UP);

      assertThat(run.get().answered()).isEqualTo(PARCELS);
      env.await("both to call", () -> both(shared, State.CLOSED));
    }
  }

  private static boolean both(SharedBreaker shared, State state) {
    return shared.connections().stream().allMatch(c -> c.status().state() == state);
  }
}
