// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.saga.Payments;
import io.github.temporalpatterns.examples.saga.Shipping;
import io.github.temporalpatterns.examples.shop.Shop;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.WorkflowImplementationOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The worker of a release, in this process. */
final class ReleaseWorker implements Deployed {
  private final WorkerFactory workers;

  ReleaseWorker(WorkflowClient client, Shop shop, int release) {
    workers = WorkerFactory.newInstance(client);
    Worker worker =
        workers.newWorker(
            queue(shop),
            // No task waits for a worker that is gone.
            WorkerOptions.newBuilder().setStickyQueueScheduleToStartTimeout(Duration.ZERO).build());
    // Lets runs be found by their versions.
    worker.registerWorkflowImplementationTypes(
        WorkflowImplementationOptions.newBuilder()
            .setEnableUpsertVersionSearchAttributes(true)
            .build(),
        release == 1 ? FirstShopOrderWorkflowImpl.class : ShopOrderWorkflowImpl.class);
    register(worker, shop, release);
    workers.start();
  }

  static String queue(Shop shop) {
    return "showcase-" + shop.id();
  }

  private static void register(Worker worker, Shop shop, int release) {
    Payments bank = shop.payments();
    Shipping carrier = shop.shipping();
    worker.registerActivitiesImplementations(
        shop.inventory(), new ShopScreening(ShowcaseOrders.file().countries()));
    if (release == 1) {
      worker.registerActivitiesImplementations(new BadDay(bank, carrier));
    } else {
      worker.registerActivitiesImplementations(
          bank, carrier, new ScoredBank(bank, new Books(shop.path())));
    }
  }

  @Override
  public void close() {
    workers.shutdownNow();
    workers.awaitTermination(10, TimeUnit.SECONDS);
  }
}
