// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.fanout;

import io.github.temporalpatterns.fanout.Chunk;
import io.github.temporalpatterns.fanout.Source;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service that a {@link ScriptedFanOut} calls; how that goes is in the hands of the contract.
 */
@ActivityInterface
public interface Yard {

  /**
   * Works on a chunk.
   *
   * @param chunk the items
   * @return how many items it worked on, as the value
   */
  Chunk.Result<Long> chunk(Chunk<String> chunk);

  /**
   * Adds numbers.
   *
   * @param chunk numbers
   * @return their sum as the value
   */
  Chunk.Result<Long> sum(Chunk<Long> chunk);

  /**
   * Works on one item.
   *
   * @param item the item
   * @return 1
   */
  long item(String item);

  /**
   * Finds a page.
   *
   * @param cursor where it begins; null for the first
   * @return the page
   */
  Source.Page<String> page(@Nullable String cursor);

  /**
   * Takes failed items.
   *
   * @param letters the items
   */
  void park(List<Chunk.Letter<String>> letters);
}
