// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.bench.fanout;

import io.github.temporalpatterns.fanout.Chunk;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The work: one small hash an item. */
@ActivityInterface(namePrefix = "bench.fanout.")
public interface Hashing {

  /** How each shape calls it. */
  ActivityOptions OPTIONS =
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build();

  /** Hashes the items of one chunk, as the fan-out hands it over. */
  Chunk.Result<@Nullable Void> chunk(Chunk<Long> chunk);

  /** Hashes the items from one to before another. */
  void range(long from, long to);

  /** Hashes one item. */
  long item(long item);

  /** Lists the items from one to before another. */
  List<Long> page(long from, long to);
}
