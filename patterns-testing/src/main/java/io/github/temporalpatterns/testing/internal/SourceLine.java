// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal;

import java.security.ProtectionDomain;

/** The line of a test that calls the kit, in the form that a development environment links. */
public final class SourceLine {
  /** One for all classes of a jar, or of a folder of classes. */
  private static final ProtectionDomain KIT = SourceLine.class.getProtectionDomain();

  private SourceLine() {}

  public static String ofCaller() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .filter(frame -> !frame.getClassName().startsWith("java."))
                    .filter(frame -> frame.getDeclaringClass().getProtectionDomain() != KIT)
                    .findFirst()
                    .map(frame -> "at " + frame.toStackTraceElement())
                    .orElse("at an unknown line"));
  }
}
