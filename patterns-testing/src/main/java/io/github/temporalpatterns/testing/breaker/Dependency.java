// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.breaker;

import io.temporal.activity.ActivityInterface;

/** The service that {@link ScriptedBreaker} calls. */
@ActivityInterface
public interface Dependency {

  /**
   * Answers a request; how that goes is in the hands of the contract.
   *
   * @param request the request
   * @return the request
   */
  String ask(String request);
}
