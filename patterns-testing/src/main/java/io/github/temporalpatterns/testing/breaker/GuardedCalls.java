// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

/**
 * What an implementation puts under {@link BreakerContract}: a breaker with a count window and one
 * probe, and calls of {@link Dependency#ask} through it, each of one attempt and with a heartbeat
 * timeout. Workflow code.
 */
public interface GuardedCalls {

  /**
   * Makes a guarded call.
   *
   * @param request what the dependency is asked
   * @return its answer; or {@code fallback} if the call is not permitted and the plan has fallbacks
   * @throws io.temporal.failure.TemporalFailure the call's own failure; an application failure of
   *     type {@code patterns.BreakerOpen} if the call is not permitted
   */
  String call(String request);

  /**
   * Returns the state for continue-as-new to carry.
   *
   * @return the breaker's state as text
   */
  String carried();
}
