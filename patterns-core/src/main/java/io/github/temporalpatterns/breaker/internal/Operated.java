// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.internal;

import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.machine.internal.Machine;
import io.github.temporalpatterns.internal.Desk;

/** A breaker that stands at the desk of its run. */
public interface Operated {

  /** How it is. */
  Status status();

  /** What commands change. */
  Machine machine();

  /** What it remembers of its operators, which its state carries. */
  Desk desk();

  /** Whether a search attribute finds its run while it waits for an operator. */
  boolean isFindable();

  /** A command has changed the machine. */
  void changed();
}
