// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.saga;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which acts are in the code that the workers run. Stands for what a test cannot do: build and
 * deploy another version of the workflow's code while a run is open. It changes between two tasks.
 */
final class Deployments {
  private static final Set<String> NEW_CODE = ConcurrentHashMap.newKeySet();

  private Deployments() {}

  static void deploy(SagaScript script) {
    NEW_CODE.add(script.id());
  }

  static boolean isNew(SagaScript script) {
    return NEW_CODE.contains(script.id());
  }
}
