// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.parallel;

import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.worker.WorkerFactory;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Compares the prices of made-up shops. */
@Command(name = "prices", description = "Ask shops for a price in parallel; one does not answer.")
public final class PriceCheckCommand implements Callable<Integer> {
  private static final List<String> SHOPS = List.of("north", "east", "closed", "south", "west");

  private final Supplier<TemporalServer> servers;

  @Parameters(paramLabel = "ARTICLE", defaultValue = "teapot", description = "Default: teapot.")
  private String article = "";

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public PriceCheckCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() {
    try (TemporalServer server = servers.get()) {
      String queue = "prices-" + UUID.randomUUID();
      WorkflowClient client = server.client();
      WorkerFactory workers = WorkerFactory.newInstance(client);
      var worker = workers.newWorker(queue);
      worker.registerWorkflowImplementationTypes(PriceCheckWorkflowImpl.class);
      worker.registerActivitiesImplementations(new MadeUpShops());
      workers.start();
      WorkflowOptions options = WorkflowOptions.newBuilder().setTaskQueue(queue).build();
      PriceCheckWorkflow.Prices prices =
          client.newWorkflowStub(PriceCheckWorkflow.class, options).check(article, SHOPS);
      workers.shutdownNow();
      prices.cents().forEach((shop, cents) -> print(shop, "%.2f".formatted(cents / 100.0)));
      prices.failures().forEach(PriceCheckCommand::print);
      return 0;
    }
  }

  private static void print(String shop, String what) {
    System.out.printf("%-8s %s%n", shop, what);
  }

  /** A price is made of the names of shop and article, so that it is always the same. */
  private static final class MadeUpShops implements Shops {

    @Override
    public long price(String shop, String article) {
      if (shop.equals("closed")) {
        throw ApplicationFailure.newNonRetryableFailure("open again tomorrow", "SHOP_CLOSED");
      }
      return article.length() * 500L + shop.length() * 10L;
    }
  }
}
