// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import io.github.temporalpatterns.breaker.machine.Status;
import java.util.List;
import java.util.Locale;

/** What people read: the Markdown of the Web UI. */
public final class BreakerText {

  private BreakerText() {}

  public static String markdown(List<Status> breakers) {
    StringBuilder text = new StringBuilder();
    breakers.forEach(breaker -> append(text, breaker));
    return text.toString();
  }

  public static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void append(StringBuilder text, Status breaker) {
    text.append("**Breaker ").append(breaker.name()).append("** is ");
    text.append(words(breaker.state())).append("\n\n");
    text.append(
        "- %d calls count, %d failed, %d slow\n"
            .formatted(breaker.calls(), breaker.failed(), breaker.slow()));
    if (breaker.failureRate() != null && breaker.slowCallRate() != null) {
      text.append(
          "- failure rate: %.0f %%, slow: %.0f %%\n"
              .formatted(breaker.failureRate(), breaker.slowCallRate()));
    }
    if (breaker.waiting() > 0) {
      text.append("- calls waiting: ").append(breaker.waiting()).append('\n');
    }
    if (breaker.nextProbe() != null) {
      text.append("- next probe: ").append(breaker.nextProbe()).append('\n');
    }
    if (breaker.explanation() != null) {
      text.append("- ").append(breaker.explanation()).append('\n');
    }
    text.append('\n');
  }
}
