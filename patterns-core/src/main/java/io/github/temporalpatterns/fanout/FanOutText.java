// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.fanout.FanOutOperator.Status;
import java.time.Duration;
import java.util.Locale;

/** What a person reads in the Web UI. */
final class FanOutText {

  private FanOutText() {}

  /** Markdown. */
  static String details(Status status) {
    long done = status.succeeded() + status.failed();
    StringBuilder text = new StringBuilder("**Fan-out ").append(status.phase()).append("**\n\n");
    line(text, "%,d items done, %,d of them failed", done, status.failed());
    if (status.plan() != null && status.plan().items() > 0) {
      line(text, "%d %% of %,d", done * 100 / status.plan().items(), status.plan().items());
    }
    int shards = status.shards().size();
    line(text, "%,d calls and %d shards under way", status.inFlight() - shards, shards);
    line(text, "%.1f items a second", status.rate());
    Duration left = status.left();
    if (left != null) {
      line(text, "about %s left", Duration.ofSeconds(left.toSeconds()));
    }
    if (status.plan() != null) {
      line(text, "%s", status.plan().explain());
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append("- ").append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
