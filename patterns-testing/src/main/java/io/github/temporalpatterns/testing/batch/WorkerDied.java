// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

/** Ends the threads of a killed worker; an error, so that no item is tried again. */
final class WorkerDied extends Error {
  private static final long serialVersionUID = 1;

  WorkerDied() {
    super("the worker was killed", null, false, false);
  }
}
