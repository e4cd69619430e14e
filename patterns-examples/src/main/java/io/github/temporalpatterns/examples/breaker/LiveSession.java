// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.breaker;

import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.worker.WorkerBreaker;
import io.github.temporalpatterns.examples.breaker.CarrierService.Mode;
import io.github.temporalpatterns.examples.breaker.Shipping.Outcomes;
import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Many short runs that all call one service, and what can be seen of that. */
final class LiveSession implements AutoCloseable {
  /** More would only wait. */
  private static final int MOST_RUNS = 40;

  private final WorkerBreaker breaker = Ways.workerBreaker();
  private final CarrierService service = new CarrierService();
  private final Shipping shipping;
  private final List<CompletableFuture<Outcomes>> open = new ArrayList<>();
  private long labels;
  private long burned;

  LiveSession(WorkflowClient client) {
    shipping = new Shipping(client, Ways.guarded("live", breaker), service);
  }

  void become(Mode mode) {
    service.become(mode);
  }

  /** Starts another run, if there are not too many. */
  void feed() {
    for (Iterator<CompletableFuture<Outcomes>> runs = open.iterator(); runs.hasNext(); ) {
      CompletableFuture<Outcomes> run = runs.next();
      if (run.isDone()) {
        labels += run.join().answered();
        burned += run.join().burned();
        runs.remove();
      }
    }
    if (open.size() < MOST_RUNS) {
      open.add(shipping.ship(1));
    }
  }

  /** How all is now. */
  String line() {
    return "service %s | breaker %s | %d runs wait | %d requests reached it, %d refused | %d labels, %d attempts burned"
        .formatted(
            service.mode().name().toLowerCase(Locale.ROOT),
            breaker.status().stream().map(LiveSession::show).findFirst().orElse("closed"),
            open.size(),
            service.reached(),
            service.refused(),
            labels,
            burned);
  }

  private static String show(Status status) {
    StringBuilder text =
        new StringBuilder(status.state().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    if (status.failureRate() != null) {
      text.append(", %.0f %% failed".formatted(status.failureRate()));
    }
    if (status.nextProbe() != null) {
      Duration wait = Duration.between(Instant.now(), status.nextProbe());
      text.append(", probe in %.1f s".formatted(Math.max(0, wait.toMillis()) / 1000.0));
    }
    return text.toString();
  }

  @Override
  public void close() {
    shipping.close();
    service.close();
  }
}
