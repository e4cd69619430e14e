// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

import java.util.Locale;

/** What a check of an artifact found. */
enum Outcome {
  /** Its bytes are those of its checksum, and a jar is whole. */
  VERIFIED,
  /** Its bytes are others than those of its checksum, or a jar is broken. */
  DAMAGED,
  /** Artifact or checksum is not there. */
  MISSING,
  /** Artifact or checksum cannot be read. */
  UNREADABLE;

  /** {@return the word for people} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
