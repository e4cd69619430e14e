// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.temporalpatterns.examples.runtime.TemporalServer;
import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.shop.Cents;
import io.github.temporalpatterns.examples.shop.OrderResult;
import io.github.temporalpatterns.examples.shop.OrderResult.Outcome;
import io.github.temporalpatterns.examples.shop.Shop;
import io.github.temporalpatterns.examples.shop.Shop.ProofLine;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Help.Ansi;

/** What people read after a run. */
final class Report {
  private final PrintWriter out;
  private final TemporalServer server;
  private final Shop shop;

  Report(PrintWriter out, TemporalServer server, Shop shop) {
    this.out = out;
    this.server = server;
    this.shop = shop;
  }

  void print(List<Order> orders, List<OrderResult> results, List<ProofLine> proof, Tally tally) {
    orders(orders, results);
    out.printf(
        "%n%d orders: %d completed, %d compensated, %d failed, %d parked; %d undos ran.%n",
        tally.orders(),
        tally.completed(),
        tally.compensated(),
        tally.failed(),
        tally.parked(),
        tally.undos());
    books(proof);
    if (server.inProcess()) {
      out.println("The in-process server is gone now; a real one shows the runs in its Web UI.");
    } else {
      runs(results);
    }
    out.flush();
  }

  private void orders(List<Order> orders, List<OrderResult> results) {
    String row =
        "%%-%ds  %%-%ds  %%10s  %%s  %%5s  %%s%%n"
            .formatted(width(orders, Order::id), width(orders, Order::customer));
    out.printf(row, "order", "customer", "total", "outcome    ", "undos", "why");
    for (int i = 0; i < orders.size(); i++) {
      Order order = orders.get(i);
      OrderResult result = results.get(i);
      out.printf(
          row,
          order.id(),
          order.customer(),
          Cents.text(order.totalCents()),
          colored(result.outcome()),
          result.undos(),
          result.reason());
    }
  }

  private static int width(List<Order> orders, Function<Order, String> column) {
    return orders.stream().map(column).mapToInt(String::length).reduce(8, Math::max);
  }

  private static String colored(Outcome outcome) {
    String color =
        switch (outcome) {
          case COMPLETED -> "green";
          case COMPENSATED -> "yellow";
          case FAILED, PARKED -> "red";
        };
    String text = "%-11s".formatted(outcome.name().toLowerCase(Locale.ROOT));
    return Ansi.AUTO.string("@|" + color + " " + text + "|@");
  }

  private void books(List<ProofLine> proof) {
    out.printf("%nThe database's own proof (SELECT * FROM proof):%n");
    for (ProofLine line : proof) {
      out.printf(
          "  %-9s  %-49s  %8d = %-8d  %s%n",
          line.book(),
          line.claim(),
          line.expected(),
          line.actual(),
          line.balanced() ? "balanced" : line.wrong() + " WRONG");
    }
    out.printf("Look yourself: sqlite3 %s%n", shop.path());
  }

  private void runs(List<OrderResult> results) {
    String prefix = OrderRun.workflowId(shop, "");
    out.printf("Workflow ids: %s and the order's id.%n", prefix);
    String query = URLEncoder.encode("WorkflowId STARTS_WITH \"" + prefix + "\"", UTF_8);
    server.webUi().ifPresent(ui -> out.printf("Web UI: %s?query=%s%n", ui, query));
    for (OrderResult result : results) {
      if (result.outcome() == Outcome.PARKED) {
        out.printf(
            "%s waits for an operator: send an update (saga.retry, saga.skip), then run this again.%n",
            OrderRun.workflowId(shop, result.orderId()));
      }
    }
  }
}
