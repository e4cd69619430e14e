// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.fanout;

/** Makes runs of a fan-out short, so that a few items reach what otherwise takes a million. */
public final class ShortRuns {
  private ShortRuns() {}

  /** Lets each run have so many events, whether it is the user's, a shard's or a coordinator's. */
  public static FanOutOptions.Builder of(int events, FanOutOptions.Builder options) {
    return options.setEvents(events);
  }
}
