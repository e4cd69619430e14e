// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what the writer of an unknown name may have meant. */
public final class Nearest {
  private Nearest() {}

  /**
   * The end of an error message: the nearest of the valid names, if one is near, and all of them.
   */
  public static String among(Collection<String> valid, String unknown) {
    String all = valid.isEmpty() ? "none" : String.join(", ", valid);
    return to(unknown, valid)
        .map(near -> "; did you mean " + near + "? There are " + all)
        .orElse("; there are " + all);
  }

  private static Optional<String> to(String unknown, Collection<String> valid) {
    return valid.stream()
        .filter(name -> distance(unknown, name) <= Math.max(2, unknown.length() / 3))
        .min(Comparator.comparingInt(name -> distance(unknown, name)));
  }

  /** How many letters are to be added, removed or changed, whatever their case. */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
