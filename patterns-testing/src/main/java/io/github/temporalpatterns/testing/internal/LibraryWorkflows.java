// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal;

import io.github.temporalpatterns.fanout.ChunkedFanOut;
import java.util.stream.Stream;

/** The workflows that the library brings itself, which are easily forgotten. */
public final class LibraryWorkflows {
  private LibraryWorkflows() {}

  /**
   * A test's workflows, and those that a pattern in them may start: an annotation cannot call for
   * them.
   */
  public static Class<?>[] with(Class<?>[] workflows) {
    return workflows.length == 0
        ? workflows
        : Stream.of(workflows, ChunkedFanOut.workflows())
            .flatMap(Stream::of)
            .distinct()
            .toArray(Class<?>[]::new);
  }

  /** Whether a class is one of them, and not the user's own. */
  public static boolean has(Class<?> workflow) {
    return Stream.of(ChunkedFanOut.workflows()).anyMatch(workflow::equals);
  }

  /** What has to be registered for a workflow type, in words. */
  public static String registration(String type) {
    boolean ofFanOut =
        Stream.of(ChunkedFanOut.workflows()).flatMap(WorkflowTypes::of).anyMatch(type::equals);
    return ofFanOut ? "ChunkedFanOut.workflows()" : "its implementation";
  }
}
