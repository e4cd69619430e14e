// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.saga.Order;
import io.github.temporalpatterns.examples.saga.Payments;

/**
 * Notes the score, then charges as ever.
 *
 * @param bank charges
 * @param books keep the score
 */
record ScoredBank(Payments bank, Books books) implements ScoredPayments {

  @Override
  public String chargeWithScore(String key, Order order, double score) {
    books.noteScore(key, score);
    return bank.charge(key, order.id(), order.card(), order.totalCents());
  }
}
