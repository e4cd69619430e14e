// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Which classes are the user's own, by the name of their package. */
final class OwnCode {
  /** Not a company's own name, so that the third part counts too. */
  private static final Pattern SHARED =
      Pattern.compile("(com|io|org|dev)/(github|gitlab|gitee|bitbucket)/");

  private final Set<String> prefixes = new LinkedHashSet<>();

  OwnCode(String workflow, Set<String> packages) {
    prefixes.add(root(workflow));
    packages.forEach(name -> prefixes.add(name.replace('.', '/') + "/"));
  }

  /** The first two parts of a package, or three, with a slash; the class itself in no package. */
  private static String root(String type) {
    int parts = SHARED.matcher(type).lookingAt() ? 3 : 2;
    int end = 0;
    for (int i = 0; i < parts && type.indexOf('/', end) >= 0; i++) {
      end = type.indexOf('/', end) + 1;
    }
    return end == 0 ? type : type.substring(0, end);
  }

  boolean contains(String type) {
    return prefixes.stream().anyMatch(type::startsWith);
  }
}
