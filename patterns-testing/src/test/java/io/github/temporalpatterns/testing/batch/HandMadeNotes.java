// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What a hand-made batch writes down: skipped items, done positions, reasons. */
final class HandMadeNotes {

  /** Mutable, as many a heartbeat's details are. */
  static final class Wire {
    public String text = "";
  }

  private final BatchFlaw flaw;
  private final TreeSet<Long> done = new TreeSet<>();
  private final List<String> reasons = new ArrayList<>();
  private final Wire same = new Wire();
  private long skipped;

  HandMadeNotes(BatchFlaw flaw, @Nullable String text) {
    this.flaw = flaw;
    if (text != null) {
      String[] parts = text.split("\\|", 3);
      skipped = flaw == BatchFlaw.FORGETS_SKIPS ? 0 : Long.parseLong(parts[0]);
      for (String position : parts[1].isEmpty() ? new String[0] : parts[1].split(",")) {
        done.add(Long.parseLong(position));
      }
    }
  }

  synchronized boolean has(long position) {
    return done.contains(position);
  }

  synchronized void add(long position) {
    done.add(position);
    if (flaw == BatchFlaw.LAST_ENDED) {
      LongStream.range(0, position).forEach(done::add);
    }
  }

  synchronized void skip(long position, String reason) {
    skipped++;
    if (flaw == BatchFlaw.FAT_DETAILS) {
      reasons.add(reason);
    } else if (reasons.size() < 5) {
      reasons.add(reason.substring(0, Math.min(reason.length(), 50)));
    }
    add(position);
  }

  synchronized long skipped() {
    return skipped;
  }

  synchronized String text() {
    TreeSet<Long> known = done;
    if (flaw == BatchFlaw.MARK_ONLY) {
      known = new TreeSet<>();
      for (long i = 0; done.contains(i); i++) {
        known.add(i);
      }
    }
    String positions = known.stream().map(String::valueOf).collect(Collectors.joining(","));
    return skipped + "|" + positions + "|" + String.join(";", reasons);
  }

  synchronized Wire wire() {
    Wire wire = flaw == BatchFlaw.MUTABLE_DETAILS ? same : new Wire();
    wire.text = text();
    return wire;
  }

  synchronized ScriptedBatch.Result result(boolean completed, String text) {
    return new ScriptedBatch.Result(completed, done.size(), skipped, text);
  }
}
