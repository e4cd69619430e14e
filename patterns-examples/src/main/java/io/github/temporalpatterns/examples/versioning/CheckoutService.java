// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.versioning;

import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.temporal.failure.ApplicationFailure;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Made-up services. The one that validates does not answer before the second release is there. */
final class CheckoutService implements Checkout {
  private final Set<String> begun = ConcurrentHashMap.newKeySet();
  private final CountDownLatch released = new CountDownLatch(1);

  /** The orders that a worker has begun to validate. */
  int begun() {
    return begun.size();
  }

  /** Lets it answer. */
  void release() {
    released.countDown();
  }

  @Override
  public void validate(Cart cart) {
    begun.add(cart.id());
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the worker stops", e);
    }
    requirePrice(cart);
  }

  private static void requirePrice(Cart cart) {
    if (cart.cents() <= 0) {
      throw ApplicationFailure.newNonRetryableFailure(cart.id() + " costs nothing", "INVALID");
    }
  }

  @Override
  public void validateAddress(Cart cart) {
    requirePrice(cart);
    if (cart.country().isBlank()) {
      throw ApplicationFailure.newNonRetryableFailure(cart.id() + " goes nowhere", "INVALID");
    }
  }

  @Override
  public Assessment screen(Cart cart) {
    double score = Math.min(1, cart.cents() / 200_000.0);
    return new Assessment(score, score > 0.5, score > 0.5 ? "expensive" : null);
  }

  @Override
  public String charge(Cart cart) {
    return "charged";
  }

  @Override
  public String chargeWithScore(Cart cart, double score) {
    return String.format(Locale.ROOT, "charged with score %.2f", score);
  }
}
