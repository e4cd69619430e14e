// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.sweep;

/**
 * A place in a run: the nth workflow task of a workflow type, or the nth activity that was
 * scheduled of an activity type. Order of arrival would not do: it differs from run to run.
 */
record FaultPoint(String type, int ordinal, boolean task) {
  @Override
  public String toString() {
    return type + (task ? "@" : "#") + ordinal;
  }
}
