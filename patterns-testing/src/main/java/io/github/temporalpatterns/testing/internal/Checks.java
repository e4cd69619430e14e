// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal;

import org.jspecify.annotations.Nullable;

/** Runs all checks of a test's end, so that one finding does not hide the next. */
public final class Checks {
  private Checks() {}

  /** Throws the first failure, with the others suppressed in it. */
  public static void all(Runnable... checks) {
    AssertionError first = null;
    for (Runnable check : checks) {
      first = join(first, check);
    }
    if (first != null) {
      throw first;
    }
  }

  private static @Nullable AssertionError join(@Nullable AssertionError first, Runnable check) {
    try {
      check.run();
      return first;
    } catch (AssertionError failure) {
      if (first == null) {
        return failure;
      }
      first.addSuppressed(failure);
      return first;
    }
  }
}
