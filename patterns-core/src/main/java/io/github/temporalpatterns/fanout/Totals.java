// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

import io.github.temporalpatterns.internal.Encoded;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts every item once, and keeps the first failures. Pure. */
final class Totals {
  private final int samples;
  private final @Nullable Reducers fold;
  private final List<FanOutReport.Failure> failures = new ArrayList<>();
  private long succeeded;
  private long failed;
  private @Nullable String breach;

  Totals(int samples, @Nullable Reducers fold) {
    this.samples = samples;
    this.fold = fold;
  }

  void succeeded(long count, @Nullable Object value) {
    succeeded += count;
    if (fold != null) {
      fold.add(value);
    }
  }

  void failed(long index, String item, Chunk.Failed failure) {
    failed++;
    if (failures.size() < samples) {
      failures.add(Rejects.sample(index, item, failure));
    }
  }

  /** Notes that a contract was broken; only the first time counts. */
  void breach(String what) {
    breach = breach == null ? what : breach;
  }

  void add(Tally part) {
    succeeded += part.succeeded();
    failed += part.failed();
    part.failures().stream().limit(samples - failures.size()).forEach(failures::add);
    if (fold != null) {
      fold.addEncoded(part.value());
    }
    if (part.breach() != null) {
      breach(part.breach());
    }
  }

  Tally toData(List<Segment> rest) {
    Encoded value = fold == null ? null : fold.encoded();
    return new Tally(succeeded, failed, List.copyOf(failures), value, breach, rest);
  }

  long succeeded() {
    return succeeded;
  }

  long failed() {
    return failed;
  }

  @Nullable String breach() {
    return breach;
  }

  List<FanOutReport.Failure> failures() {
    return List.copyOf(failures);
  }

  @Nullable Object value() {
    return fold == null ? null : fold.value();
  }

  @Nullable Reducers fold() {
    return fold;
  }
}
