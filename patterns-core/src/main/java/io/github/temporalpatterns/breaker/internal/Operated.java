// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.internal;

import io.github.temporalpatterns.breaker.machine.Status;
import io.github.temporalpatterns.breaker.machine.internal.Machine;
import io.temporal.workflow.Functions;

/** A breaker that stands at the desk of its run. */
public interface Operated {

  /** How it is. */
  Status status();

  /** Makes a change, unless the request id has been obeyed before. */
  void obey(String requestId, Functions.Proc1<Machine> change);
}
