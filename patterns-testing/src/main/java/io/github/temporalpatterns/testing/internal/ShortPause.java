// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal;

import java.util.concurrent.TimeUnit;

/** A moment of real time between two looks at something that is not yet so. */
public final class ShortPause {
  private ShortPause() {}

  public static void take() {
    try {
      TimeUnit.MILLISECONDS.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted, because the worker or the test ends", e);
    }
  }
}
