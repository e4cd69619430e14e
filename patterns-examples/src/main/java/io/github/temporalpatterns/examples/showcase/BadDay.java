// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.saga.Payments;
import io.github.temporalpatterns.examples.saga.Shipping;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;

/**
 * Bank and carrier as release 1 sees them: one order is charged without an answer, and nothing gets
 * through to one country.
 *
 * @param bank charges
 * @param carrier delivers elsewhere
 */
record BadDay(Payments bank, Shipping carrier) implements Payments, Shipping {

  @Override
  public String charge(String key, String orderId, String card, long cents) {
    String payment = bank.charge(key, orderId, card, cents);
    if (orderId.equals(ShowcaseOrders.LOST.order().id())) {
      Activity.getExecutionContext().doNotCompleteOnReturn();
    }
    return payment;
  }

  @Override
  public void refund(String key) {
    bank.refund(key);
  }

  @Override
  public String ship(String key, String orderId, String country) {
    if (country.equals(ShowcaseOrders.UNREACHABLE)) {
      throw ApplicationFailure.newFailure("nothing gets through to " + country, "HTTP_503");
    }
    return carrier.ship(key, orderId, country);
  }

  @Override
  public void cancel(String key) {
    carrier.cancel(key);
  }
}
