// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ANYWHERE;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.temporalpatterns.RunsIn;
import org.jspecify.annotations.Nullable;

/**
 * What an activity's batch came to; fit to be the activity's result.
 *
 * @param stop why the batch stopped early, null if it completed
 * @param checkpoint how far it has come
 * @since 0.1.0
 */
@RunsIn(ANYWHERE)
@JsonIgnoreProperties(ignoreUnknown = true)
public record BatchResult(@Nullable Stop stop, Checkpoint checkpoint) {

  /** Who stopped a batch. */
  public enum Stop {
    /** The workflow, or its cancellation, cancelled the activity. */
    CANCELED,
    /** An operator paused the activity. */
    PAUSED,
    /** The worker is shutting down. */
    SHUTDOWN
  }

  /** {@return whether every item is done; if not, start another activity from the checkpoint} */
  public boolean completed() {
    return stop == null;
  }
}
