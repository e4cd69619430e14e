// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.parallel;

import io.github.temporalpatterns.internal.Failures;
import org.jspecify.annotations.Nullable;

/**
 * Counts the ends of a map's calls and decides when it is over: exactly at the failure that is one
 * too many, or at the success that completes the quorum. Pure.
 */
final class Tally {
  private final int items;
  private final long tolerated;
  private final @Nullable Integer quorum;
  private int succeeded;
  private int failed;

  Tally(int items, ParallelOptions options) {
    this.items = items;
    this.quorum = options.getQuorum();
    this.tolerated = tolerated(items, options);
  }

  private static long tolerated(int items, ParallelOptions options) {
    if (options.getQuorum() != null) {
      return (long) items - options.getQuorum();
    }
    Integer count = options.getToleratedFailures();
    Double ratio = options.getToleratedFailureRatio();
    long byCount = count != null ? count : ratio != null ? items : 0;
    long byRatio = ratio != null ? Failures.tolerated(ratio, items) : items;
    return Math.min(byCount, byRatio);
  }

  void success() {
    succeeded++;
  }

  void failure() {
    failed++;
  }

  /** Whether more have failed than may, now or by the end. */
  boolean isBroken() {
    return failed > tolerated;
  }

  /** Whether enough have succeeded, so that the others are not needed. */
  boolean isReached() {
    return quorum != null && succeeded >= quorum;
  }

  boolean isAcceptable() {
    return quorum != null ? isReached() : !isBroken();
  }

  String bound() {
    return quorum != null
        ? quorum + " must succeed"
        : Math.max(0, Math.min(tolerated, items)) + " may fail";
  }
}
