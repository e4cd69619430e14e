// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.internal;

import io.temporal.workflow.Workflow;
import java.util.regex.Pattern;

/**
 * Versions of the commands that a pattern records, under change ids {@code patterns.<word>.<what>}.
 * Internal, not API.
 */
public final class Changes {

  private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]*");

  private Changes() {}

  /**
   * The version of a change that this run is on: {@link Workflow#DEFAULT_VERSION} for a run that
   * passed here before the change existed, else the version that was newest at that time.
   */
  public static int version(String word, String what, int max) {
    Checks.atLeast("max", max, 1);
    return Workflow.getVersion(id(word, what), Workflow.DEFAULT_VERSION, max);
  }

  static String id(String word, String what) {
    return "patterns." + name("word", word) + "." + name("what", what);
  }

  private static String name(String part, String value) {
    if (!NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          part + " of a change id must match " + NAME + ", was \"" + value + '"');
    }
    return value;
  }
}
