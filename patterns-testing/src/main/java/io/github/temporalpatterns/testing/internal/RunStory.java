// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal;

/** Goes with the failure of a test, as suppressed in it, and says what the test's runs did. */
public final class RunStory extends Exception {
  private static final long serialVersionUID = 1;

  public RunStory(String story) {
    super(story, null, false, false);
  }
}
