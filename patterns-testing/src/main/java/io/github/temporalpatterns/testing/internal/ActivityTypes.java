// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.internal;

import java.util.Collection;
import java.util.stream.Stream;

/** Names of activity types, which a test may write as the method's. */
public final class ActivityTypes {
  private ActivityTypes() {}

  public static String capitalized(String name) {
    return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** The type that a name means, even if no attempt of it was made. */
  public static String known(Collection<String> knownTypes, String name) {
    return Stream.of(name, capitalized(name))
        .filter(knownTypes::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no worker has an activity \"%s\"%s"
                        .formatted(name, Nearest.among(knownTypes, name))));
  }
}
