// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.audit;

/** How a run ended, in the numbers that scripts read. */
record Figures(
    long artifacts, long verified, long damaged, long missing, long unreadable, double seconds) {

  static Figures of(Conclusion end) {
    return new Figures(
        end.artifacts(),
        end.totals().verified(),
        end.totals().damaged(),
        end.totals().missing(),
        end.totals().unreadable(),
        end.seconds());
  }
}
