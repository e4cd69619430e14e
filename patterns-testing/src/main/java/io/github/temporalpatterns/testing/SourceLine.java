// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing;

import java.util.Set;

/** The line of a test that calls the kit, in the form that a development environment links. */
final class SourceLine {
  private static final Set<Class<?>> KIT =
      Set.of(
          SourceLine.class,
          Canned.class,
          Script.class,
          Scripts.class,
          ScriptedMethod.class,
          ScriptRow.class,
          NamedFakes.class,
          CallOverride.class,
          CallOverrides.class,
          TestWorker.class,
          PatternEnv.class);

  private SourceLine() {}

  static String ofCaller() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .filter(frame -> !frame.getClassName().startsWith("java."))
                    .filter(frame -> !KIT.contains(frame.getDeclaringClass().getNestHost()))
                    .findFirst()
                    .map(frame -> "at " + frame.toStackTraceElement())
                    .orElse("at an unknown line"));
  }
}
