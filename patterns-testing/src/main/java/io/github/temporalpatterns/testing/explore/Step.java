// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.explore;

/**
 * One action to perform.
 *
 * @param action the action's name
 * @param argument its argument, empty for none
 */
record Step(String action, String argument) {

  @Override
  public String toString() {
    return argument.isEmpty() ? action : action + " " + argument;
  }
}
