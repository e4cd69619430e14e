// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.idempotency;

/** The process is gone. An error, because no code of a process outlives it. */
final class Killed extends Error {
  private static final long serialVersionUID = 1;

  Killed() {
    super("the process was killed");
  }
}
