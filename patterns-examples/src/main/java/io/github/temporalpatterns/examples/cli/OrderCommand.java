// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.temporalpatterns.examples.runtime.Bar;
import io.github.temporalpatterns.examples.runtime.Fault;
import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.shop.OrderFile;
import io.github.temporalpatterns.examples.shop.OrderResult;
import io.github.temporalpatterns.examples.shop.Shop;
import io.github.temporalpatterns.examples.shop.Shop.ProofLine;
import io.github.temporalpatterns.saga.SagaOptions.UndoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Places the orders of a file, one saga an order, and lets the database prove that they held. */
@Command(
    name = "order",
    sortOptions = false,
    description = "Place orders as sagas on a real database, which proves that nothing got lost.",
    footer = {
      "",
      "Steps: reserve, charge, ship; their undos: release, refund, cancel.",
      "Faults: error (two attempts fail), crash-after (acts, then fails), timeout",
      "(acts, never answers), slow (half a second more), permanent (always fails).",
      "Exit codes: 0 every order was completed or undone; 1 something is left to do;",
      "2 the input is unusable, and nothing was started."
    })
public final class OrderCommand implements Callable<Integer> {

  private final Supplier<TemporalServer> servers;

  @Spec private CommandSpec spec;

  @Option(
      names = "--orders",
      paramLabel = "FILE",
      description = "Stock, cards, countries and orders as JSON. Default: the sample.")
  private @Nullable Path orders;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      description = {
        "The shop's SQLite database, created if absent.",
        "Default: orders.db; a new temporary file for the in-process server."
      })
  private @Nullable Path db;

  @Option(
      names = "--fault",
      paramLabel = "STEP=FAULT",
      converter = {Words.Steps.class, Words.Faults.class},
      description = "Let a step or an undo of every order fail. May be repeated.")
  private Map<Step, Fault> faults = new EnumMap<>(Step.class);

  @Option(
      names = "--park",
      description = "Let sagas whose undo fails wait for an operator instead of failing.")
  private boolean park;

  @Option(names = "--json", description = "Print nothing but one line of JSON.")
  private boolean json;

  /**
   * Makes the command.
   *
   * @param servers opens the server to run on
   */
  public OrderCommand(Supplier<TemporalServer> servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    OrderFile input = orders == null ? OrderFile.sample() : OrderFile.read(orders);
    try (TemporalServer server = servers.get();
        Shop shop = Shop.open(database(server))) {
      shop.take(input, server.id());
      announce(input, server, shop);
      List<OrderResult> results = place(input.orders(), server, shop);
      List<ProofLine> proof = shop.proof();
      Tally tally = Tally.of(results, proof);
      if (json) {
        spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(tally));
      } else {
        new Report(spec.commandLine().getOut(), server, shop)
            .print(input.orders(), results, proof, tally);
      }
      return tally.clean() ? 0 : 1;
    }
  }

  /** An in-process server knows nothing of an earlier run, so each of its runs gets a new file. */
  private Path database(TemporalServer server) throws IOException {
    if (db != null) {
      return db;
    }
    return server.inProcess() ? Files.createTempFile("orders", ".db") : Path.of("orders.db");
  }

  private List<OrderResult> place(List<Order> all, TemporalServer server, Shop shop)
      throws InterruptedException, ExecutionException {
    Map<String, Fault> byActivity = new LinkedHashMap<>();
    faults.forEach((step, fault) -> byActivity.put(step.toString(), fault));
    Map<String, OrderResult> ended = shop.ended();
    try (OrderRun run = new OrderRun(server, shop, byActivity, onUndoFailure());
        ProgressBar progress = progress(all.size())) {
      return Parallel.map(
          all,
          order -> {
            OrderResult before = ended.get(order.id());
            OrderResult result = before != null ? before : run.place(order);
            progress.step();
            return result;
          });
    }
  }

  private UndoFailure onUndoFailure() {
    return park ? UndoFailure.PARK : UndoFailure.CONTINUE;
  }

  private void announce(OrderFile input, TemporalServer server, Shop shop) {
    spec.commandLine()
        .getErr()
        .printf("%d orders, %s, database %s%n", input.orders().size(), server.name(), shop.path());
  }

  private ProgressBar progress(int size) {
    return Bar.start(ProgressBar.builder().setTaskName("Orders").setInitialMax(size), json);
  }
}
