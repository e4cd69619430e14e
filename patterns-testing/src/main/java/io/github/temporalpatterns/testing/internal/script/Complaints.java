// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal.script;

import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the scripts of a test had to refuse, kept until the test ends: the workflow may catch the
 * failure of the call, and the test would pass without a word.
 */
public final class Complaints {

  /** Type of the failure of a call that no script provides for. */
  public static final String NO_SCRIPT = "patterns.testing.NoScript";

  /** Type of the failure of a call whose script asks for what the activity cannot do. */
  public static final String BAD_SCRIPT = "patterns.testing.BadScript";

  /** Type of the failure of a call in whose script an assertion failed. */
  public static final String FAILED_ASSERTION = "patterns.testing.FailedAssertion";

  private final Set<String> refusals = new LinkedHashSet<>();
  private boolean excused;

  /** Notes a refusal and returns the failure of the call. */
  synchronized ApplicationFailure refuse(String type, String message) {
    refusals.add(message);
    return ApplicationFailure.newNonRetryableFailure(message, type);
  }

  /** The test ended early: what it did not get to is no fault of its scripts. */
  public synchronized void excuseUnused() {
    excused = true;
  }

  /** What was refused so far. */
  public synchronized List<String> refusals() {
    return List.copyOf(refusals);
  }

  public synchronized void check(List<String> unusedScripts, List<String> unusedOverrides) {
    List<String> all = new ArrayList<>(refusals);
    if (!excused) {
      all.addAll(unusedScripts);
      all.addAll(unusedOverrides);
    }
    if (!all.isEmpty()) {
      throw new AssertionError(
          "the scripts of this test do not fit what its workflows did.\n  "
              + String.join("\n  ", all));
    }
  }
}
