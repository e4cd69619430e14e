// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.showcase;

import io.github.temporalpatterns.examples.shop.OrderResult;
import io.github.temporalpatterns.examples.showcase.ShowcaseOrders.Planned;
import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.github.temporalpatterns.versioning.OrderReview.Decision;
import io.github.temporalpatterns.versioning.OrderReview.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How an order ended.
 *
 * @param planned how it was to end
 * @param status what its run says
 * @param result what its saga says
 */
record OrderEnd(Planned planned, Status status, OrderResult result) {

  /** On which release's steps it ran. */
  int release() {
    return status.version() != null && status.version() == 1 ? 2 : 1;
  }

  String story() {
    Assessment found = status.assessment();
    if (found == null) {
      return planned.story().isEmpty() ? "refused when it was checked" : planned.story();
    }
    Decision decision = status.decision();
    String score = String.format(Locale.ROOT, "fraud score %.2f", found.score());
    return decision == null
        ? score
        : "%s, %s by %s".formatted(score, lower(decision.verdict()), decision.by());
  }

  String outcome() {
    String outcome = lower(result.outcome());
    return result.undos() == 0 ? outcome : "%s, %d undone".formatted(outcome, result.undos());
  }

  List<String> differences() {
    List<String> differences = new ArrayList<>();
    if (release() != planned.release()) {
      differences.add(
          "order %s: on the steps of release %d, not %d"
              .formatted(result.orderId(), release(), planned.release()));
    }
    if (result.outcome() != planned.outcome()) {
      differences.add(
          "order %s: %s, not %s. %s"
              .formatted(result.orderId(), result.outcome(), planned.outcome(), result.reason()));
    }
    return differences;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
