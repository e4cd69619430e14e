// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInterface;
import java.util.ArrayList;
import java.util.List;

/** What the orders of the sweep's tests do to the world. */
@ActivityInterface
public interface Shop {
  /** Marks a key with which the shop is not idempotent, and pays back what nobody paid. */
  String NAIVE = " naive";

  void charge(String key);

  void refund(String key);

  void ship(String key);

  /** Applies an effect once for each key, as a good participant does; it notes every call, too. */
  final class Ledger implements Shop {
    private final List<String> calls = new ArrayList<>();
    private final List<String> standing = new ArrayList<>();

    @Override
    public void charge(String key) {
      int attempt = Activity.getExecutionContext().getInfo().getAttempt();
      apply("charge", key.endsWith(NAIVE) ? key + attempt : key);
    }

    @Override
    public void ship(String key) {
      apply("ship", key);
    }

    @Override
    public synchronized void refund(String key) {
      calls.add("refund");
      String charge = "charge " + key.replace(NAIVE, "");
      if (!standing.remove(charge) && key.endsWith(NAIVE)) {
        standing.add("gift " + key);
      }
    }

    private synchronized void apply(String what, String key) {
      calls.add(what);
      String effect = what + " " + key;
      if (!standing.contains(effect)) {
        standing.add(effect);
      }
    }

    synchronized List<String> calls() {
      return List.copyOf(calls);
    }

    synchronized List<String> standing() {
      return standing.stream().map(effect -> effect.replaceAll(" .*", "")).toList();
    }
  }
}
