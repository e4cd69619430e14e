// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.RunsIn;
import java.util.concurrent.atomic.AtomicLong;

/** Hands out the skips that are left, never one too many, to any thread. */
@RunsIn(ACTIVITY)
final class SkipLedger {
  private final AtomicLong left;

  SkipLedger(long limit, long skipped) {
    left = new AtomicLong(limit - skipped);
  }

  /** Takes one of the skips, if there is one. */
  boolean take() {
    return left.getAndUpdate(n -> n > 0 ? n - 1 : n) > 0;
  }
}
