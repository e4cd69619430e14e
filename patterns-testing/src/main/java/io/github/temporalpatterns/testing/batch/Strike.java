// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import java.util.Locale;

/**
 * A blow at a moment.
 *
 * @param crossing 1 for the first time that the attempt comes to the moment
 */
record Strike(Blow blow, Moment moment, int crossing) {

  boolean hits(Moment reached, int times) {
    return moment == reached && crossing == times;
  }

  @Override
  public String toString() {
    return "%s %s %d".formatted(blow, moment, crossing).toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
