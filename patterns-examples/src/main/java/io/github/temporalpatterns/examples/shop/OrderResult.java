// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.shop;

/**
 * What became of an order.
 *
 * @param orderId the order
 * @param outcome where its saga stands
 * @param undos how many undos succeeded
 * @param reason why it was not completed; empty if it was
 */
public record OrderResult(String orderId, Outcome outcome, int undos, String reason) {

  /** How an order ends; {@link #PARKED} is no end, an operator must decide. */
  public enum Outcome {
    /** Delivered and paid. */
    COMPLETED,
    /** Everything that was done has been undone. */
    COMPENSATED,
    /** Something is left to do by hand. */
    FAILED,
    /** The saga waits for an operator. */
    PARKED
  }
}
