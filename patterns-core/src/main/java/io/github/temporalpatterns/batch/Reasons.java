// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.batch;

import io.github.temporalpatterns.internal.Failures;
import org.jspecify.annotations.Nullable;

/** Puts a failure into few bytes of a checkpoint. */
final class Reasons {
  /** Twenty of them, with every character escaped, and the largest set of gaps make 8 KiB. */
  static final int BYTES = 90;

  /** What is shown of a key, in characters. */
  private static final int KEY = 40;

  private Reasons() {}

  /**
   * The item's key, if it has one, and type and message of its failure. Each character costs at
   * most two bytes of JSON for each of its own.
   */
  static String of(@Nullable String key, Exception failure) {
    String line = Failures.line(Failures.unwrapped(failure));
    if (key != null) {
      line = (key.length() <= KEY ? key : key.substring(0, KEY) + "...") + " " + line;
    }
    line = line.replaceAll("\\p{Cntrl}", "?");
    StringBuilder reason = new StringBuilder();
    int bytes = 0;
    for (int character : line.codePoints().toArray()) {
      bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
      if (bytes > BYTES) {
        break;
      }
      reason.appendCodePoint(character);
    }
    return reason.toString();
  }
}
