// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.versioning;

import io.github.temporalpatterns.versioning.OrderReview.Assessment;
import io.github.temporalpatterns.versioning.OrderReview.Decision;
import io.github.temporalpatterns.versioning.OrderReview.Status;
import java.util.Locale;

/** How far an order is, as Markdown for the Web UI. */
final class OrderText {

  private OrderText() {}

  static String markdown(Status status) {
    StringBuilder text = new StringBuilder("**Order** ").append(status.phase());
    if (status.version() != null) {
      text.append(", version ").append(status.version());
    }
    Assessment found = status.assessment();
    if (found != null) {
      text.append("\n\n- fraud score ").append(String.format(Locale.ROOT, "%.2f", found.score()));
      text.append(found.suspicious() ? ", suspicious" : "");
      text.append(found.reason() == null ? "" : ": " + line(found.reason()));
    }
    Decision decision = status.decision();
    if (decision != null) {
      text.append(found == null ? "\n\n- " : "\n- ").append(decision.verdict());
      text.append(" by ").append(line(decision.by()));
      text.append(": ").append(line(decision.reason()));
    }
    return text.append('\n').toString();
  }

  private static String line(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
