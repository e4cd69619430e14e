// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

import io.grpc.Status;
import java.util.Optional;

/** Known faults of the embedded server that leave a run stuck, told by its answer. */
final class Wedge {
  /** What keeps a fault from striking that lets an attempt time out. */
  static final String DEAF =
      "it never times out an attempt that was asked to cancel, as this one was meanwhile";

  private Wedge() {}

  static Optional<String> of(Status status) {
    String description = String.valueOf(status.getDescription());
    if (description.contains("ACTIVITY_UNKNOWN")) {
      return Optional.of(
          "it lost the task that cancels an activity which had just ended"
              + " (temporalio/sdk-java#2391)");
    }
    if (description.contains("invalid history builder state")) {
      return Optional.of(
          "it lost the task that cancels a timer which had just fired"
              + " (temporalio/sdk-java#2606, #3088)");
    }
    return Optional.empty();
  }
}
