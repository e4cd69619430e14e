// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.Order.Item;
import io.github.temporalpatterns.examples.shop.OrderFile;
import io.github.temporalpatterns.examples.shop.OrderResult.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What is ordered, and what is to become of it. */
final class ShowcaseOrders {

  /** The country that release 1 cannot reach. */
  static final String UNREACHABLE = "US";

  private static final String NOWHERE = "AQ";
  private static final Set<String> COUNTRIES = Set.of("DE", "UK", UNREACHABLE);
  private static final String CARD = "visa-ada";

  static final Planned DONE =
      first("1-done", "UK", Outcome.COMPLETED, "delivered before release 2 was there");
  static final Planned NOBODY =
      first("1-nowhere", NOWHERE, Outcome.COMPENSATED, "charged, then the carrier refused it");
  static final Planned PAUSED =
      first("1-paused", "UK", Outcome.COMPLETED, "paused by ann after its first step");
  static final Planned CARRIER =
      first("1-carrier", UNREACHABLE, Outcome.COMPLETED, "waited behind an open breaker");
  static final Planned LOST =
      first("1-lost", "DE", Outcome.COMPLETED, "killed between charge and answer");
  static final List<Planned> FIRST = List.of(DONE, NOBODY, PAUSED, CARRIER, LOST);

  static final Planned PLAIN = second("2-plain", "UK", 2, Outcome.COMPLETED);
  static final Planned REFUSED = second("2-nowhere", NOWHERE, 2, Outcome.COMPENSATED);
  static final Planned APPROVED = second("2-approved", "US", 10, Outcome.COMPLETED);
  static final Planned REJECTED = second("2-rejected", "DE", 12, Outcome.COMPENSATED);
  static final List<Planned> SECOND = List.of(PLAIN, REFUSED, APPROVED, REJECTED);

  private ShowcaseOrders() {}

  /**
   * An order.
   *
   * @param order what is ordered
   * @param release on which release's steps it runs, whichever worker has it
   * @param outcome how it is to end
   * @param story what happens to it; empty if that is in its status
   */
  record Planned(Order order, int release, Outcome outcome, String story) {}

  /** What the shop has, and all orders. */
  static OrderFile file() {
    return new OrderFile(
        Map.of("kettle", 50L),
        Map.of(CARD, 1_000_000L),
        COUNTRIES,
        Stream.of(FIRST, SECOND).flatMap(List::stream).map(Planned::order).toList());
  }

  private static Planned first(String id, String country, Outcome outcome, String story) {
    return new Planned(order(id, country, 1), 1, outcome, story);
  }

  private static Planned second(String id, String country, long kettles, Outcome outcome) {
    return new Planned(order(id, country, kettles), 2, outcome, "");
  }

  private static Order order(String id, String country, long kettles) {
    return new Order(id, "Ada", CARD, country, List.of(new Item("kettle", kettles, 5900)));
  }
}
