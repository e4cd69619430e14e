// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.temporal.failure.ApplicationFailure;
import java.util.Set;

/**
 * Finds an order suspicious that is expensive.
 *
 * @param countries where somebody delivers
 */
record ShopScreening(Set<String> countries) implements Screening {
  private static final double MOST_SUSPICIOUS_CENTS = 100_000;

  @Override
  public void validate(Order order) {
    if (order.totalCents() <= 0) {
      throw invalid(order.id() + " costs nothing");
    }
  }

  @Override
  public void validateAddress(Order order) {
    validate(order);
    if (!countries.contains(order.country())) {
      throw invalid("nobody delivers to " + order.country());
    }
  }

  @Override
  public Assessment assess(Order order) {
    double score = Math.min(1, order.totalCents() / MOST_SUSPICIOUS_CENTS);
    boolean suspicious = score > 0.5;
    return new Assessment(score, suspicious, suspicious ? "expensive" : null);
  }

  private static ApplicationFailure invalid(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, "INVALID");
  }
}
