// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.batch;

import java.util.ArrayList;
import java.util.List;

/** Everything that can happen, everywhere. */
final class Strikes {
  private Strikes() {}

  /** Plans every blow at every moment that an undisturbed attempt came to. */
  static List<Strike> over(SimulatedAttempt undisturbed) {
    List<Strike> strikes = new ArrayList<>();
    for (Moment moment : Moment.values()) {
      for (int crossing = 1; crossing <= undisturbed.crossings(moment); crossing++) {
        for (Blow blow : Blow.values()) {
          if (blow == Blow.KILL || moment != Moment.BEFORE_COMPLETION) {
            strikes.add(new Strike(blow, moment, crossing));
          }
        }
      }
    }
    return strikes;
  }
}
