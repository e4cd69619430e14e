// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.breaker.machine.internal;

import java.util.function.LongSupplier;

/** The last so many calls. */
final class CountWindow extends Window {
  private static final String LETTERS = "sfSF";

  private final byte[] ring;
  private int next;

  CountWindow(int size, int minimum) {
    super(minimum);
    ring = new byte[size];
  }

  /** Takes up the newest of the calls that {@link #letters} gave. */
  static CountWindow of(int size, int minimum, String letters) {
    CountWindow window = new CountWindow(size, minimum);
    for (int i = 0; i < letters.length(); i++) {
      int call = LETTERS.indexOf(letters.charAt(i));
      window.record((call & 1) != 0, (call & 2) != 0);
    }
    return window;
  }

  /** Whether these are letters that {@link #letters} may give. */
  static boolean isWritten(String letters) {
    return letters.chars().allMatch(letter -> LETTERS.indexOf(letter) >= 0);
  }

  @Override
  void record(LongSupplier clock, boolean failed, boolean slow) {
    record(failed, slow);
  }

  private void record(boolean failed, boolean slow) {
    if (calls() == ring.length) {
      count((ring[next] & 1) != 0, (ring[next] & 2) != 0, -1);
    }
    ring[next] = (byte) ((failed ? 1 : 0) | (slow ? 2 : 0));
    next = next + 1 == ring.length ? 0 : next + 1;
    count(failed, slow, 1);
  }

  @Override
  String letters() {
    StringBuilder text = new StringBuilder(calls());
    for (int i = calls(); i > 0; i--) {
      text.append(LETTERS.charAt(ring[Math.floorMod(next - i, ring.length)]));
    }
    return text.toString();
  }
}
