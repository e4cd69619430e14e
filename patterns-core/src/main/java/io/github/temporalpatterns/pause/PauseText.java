// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.pause.Pausable.Hold;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.github.temporalpatterns.pause.Pausable.Status;
import java.time.Duration;
import java.util.Locale;

/** What a person reads in the Web UI. */
final class PauseText {

  private PauseText() {}

  /** Markdown. */
  static String details(Status status) {
    Enum<?> headline = status.outcome() == null ? status.phase() : status.outcome();
    StringBuilder text = new StringBuilder("**Run** ").append(headline).append("\n\n");
    Hold hold = status.hold();
    if (hold != null) {
      line(text, "paused by %s since %s: %s", hold.by(), hold.since(), hold.reason());
      if (hold.until() != null) {
        line(text, "%s at %s", hold.thenStop() ? "stops" : "goes on", hold.until());
      }
    }
    progress(text, status.progress());
    line(text, "%d under way, %,d safe points passed", status.inFlight(), status.safePoints());
    if (!status.childrenAtWork().isEmpty()) {
      line(text, "waits for %s", String.join(", ", status.childrenAtWork()));
    }
    Duration left = status.left();
    if (left != null) {
      line(text, "%.2f in a second, about %s left", status.rate(), seconds(left));
    }
    line(text, "active for %s, continued as new %d times", seconds(status.active()), status.run());
    status.timers().forEach((name, rest) -> line(text, "timer %s: %s", name, seconds(rest)));
    return text.toString();
  }

  private static void progress(StringBuilder text, Progress progress) {
    if (progress.total() == null) {
      line(text, "%,d done", progress.done());
    } else {
      line(text, "%,d of %,d done", progress.done(), progress.total());
    }
    if (progress.next() != null) {
      line(text, "next: %s", progress.next());
    }
  }

  private static Duration seconds(Duration time) {
    return Duration.ofSeconds(time.toSeconds());
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append("- ").append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
