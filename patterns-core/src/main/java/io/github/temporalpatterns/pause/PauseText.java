// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.pause;

import io.github.temporalpatterns.internal.Waiting;
import io.github.temporalpatterns.pause.Pausable.Hold;
import io.github.temporalpatterns.pause.Pausable.Progress;
import io.github.temporalpatterns.pause.Pausable.Request;
import io.github.temporalpatterns.pause.Pausable.Status;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a person reads in the Web UI. */
final class PauseText {

  private PauseText() {}

  /** What a paused run says that a person can do. */
  static Waiting waiting(Hold hold) {
    String then = hold.thenStop() ? "the run stops" : "the run continues";
    return new Waiting(
        "the run is paused by %s: %s".formatted(hold.by(), hold.reason()),
        hold.since(),
        hold.until(),
        hold.until() == null
            ? "it stays paused until the run's own timeout, if it has one"
            : then + " at that time",
        List.of("pause.resume", "pause.stop"),
        Request.of("an id of your own", "your name", "why"));
  }

  /** Markdown. */
  static String details(Status status) {
    Enum<?> headline = status.outcome() == null ? status.phase() : status.outcome();
    StringBuilder text = new StringBuilder("**Run** ").append(headline).append("\n\n");
    Hold hold = status.hold();
    if (hold != null) {
      line(text, "paused by %s since %s: %s", hold.by(), hold.since(), hold.reason());
      if (hold.until() != null) {
        line(text, "%s at %s", hold.thenStop() ? "stops" : "resumes", hold.until());
      }
    }
    progress(text, status.progress());
    line(text, "%d in progress, %,d safe points passed", status.inFlight(), status.safePoints());
    if (!status.childrenAtWork().isEmpty()) {
      line(text, "waits for %s", String.join(", ", status.childrenAtWork()));
    }
    Duration left = status.left();
    if (left != null) {
      line(text, "%.2f per second, about %s left", status.rate(), seconds(left));
    }
    line(text, "active for %s, continued as new %d times", seconds(status.active()), status.run());
    status.timers().forEach((name, rest) -> line(text, "timer %s: %s left", name, seconds(rest)));
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
