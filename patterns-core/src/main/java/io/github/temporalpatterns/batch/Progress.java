// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.batch.Checkpoint.Skip;
import io.github.temporalpatterns.batch.CheckpointStore.Part;
import java.util.ArrayList;
import java.util.List;

/** Adds up the parts that are done; written by one thread, its checkpoint read by any. */
@RunsIn(ACTIVITY)
final class Progress {
  private final DoneSet done;
  private final List<Skip> samples;
  private long skipped;
  private long retried;
  private volatile Checkpoint checkpoint;

  /** Goes on from a checkpoint that another attempt, run or version may have written. */
  Progress(Checkpoint from) {
    check(from);
    done = new DoneSet(from.mark(), from.above());
    skipped = from.skipped();
    retried = from.retried();
    samples = new ArrayList<>(from.samples());
    checkpoint = from;
  }

  /** Refuses a checkpoint from which this version cannot go on. */
  static void check(Checkpoint from) {
    if (from.schema() > Checkpoint.SCHEMA) {
      throw BatchFailures.unreadable(
          "the checkpoint has schema %d, this version reads up to %d"
              .formatted(from.schema(), Checkpoint.SCHEMA),
          null);
    }
    if (!isPossible(from)) {
      throw BatchFailures.invalid("this is no checkpoint of a batch: " + from);
    }
  }

  private static boolean isPossible(Checkpoint from) {
    return from.schema() >= 1
        && from.mark() >= 0
        && from.above().size() % 2 == 0
        && from.above().stream().allMatch(n -> n >= 1)
        && from.skipped() >= 0
        && (from.cursor() == null || (from.mark() > 0 && from.above().isEmpty()));
  }

  void add(Part part) {
    done.add(part.first(), part.last());
    skipped += part.skipped().size();
    retried += part.retried();
    part.skipped().stream().limit(Checkpoint.MOST_SAMPLES - samples.size()).forEach(samples::add);
    checkpoint =
        new Checkpoint(
            Checkpoint.SCHEMA,
            done.mark(),
            done.above(),
            skipped,
            retried,
            List.copyOf(samples),
            part.cursor());
  }

  boolean isDone(long position) {
    return done.contains(position);
  }

  /** A value that no later item changes: a heartbeat is written some time after it was called. */
  Checkpoint checkpoint() {
    return checkpoint;
  }
}
