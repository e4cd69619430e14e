// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import io.github.temporalpatterns.testing.determinism.ClassFiles.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A method as it is reached by a call.
 *
 * @param method the method
 * @param mode as what it runs
 * @param given the flags of its arguments, the receiver first
 * @param part of a static initializer: the field that is prepared, or empty; otherwise null
 * @param silent rules that do not apply
 * @param caller what calls it; null for a method of the workflow
 * @param line the line of that call
 */
record Visit(
    Method method,
    Mode mode,
    List<Integer> given,
    @Nullable String part,
    Set<DeterminismRule> silent,
    @Nullable Visit caller,
    int line) {

  /** Visits with the same key find the same. */
  record Key(
      String method,
      Mode mode,
      List<Integer> given,
      @Nullable String part,
      Set<DeterminismRule> silent) {}

  Key key() {
    return new Key(method.key(), mode, given, part, silent);
  }

  /** Whether this or something that led here is such a visit. */
  boolean isWithin(Predicate<Visit> such) {
    Visit visit = this;
    while (visit != null && !such.test(visit)) {
      visit = visit.caller;
    }
    return visit != null;
  }

  /** The calls that lead to a line of this method, the first one first. */
  List<String> path(int line) {
    List<String> path = new ArrayList<>();
    int at = line;
    for (Visit visit = this; visit != null; visit = visit.caller) {
      path.add(visit.step(at));
      at = visit.line;
    }
    Collections.reverse(path);
    return path;
  }

  private String step(int at) {
    String file = method.owner().sourceFile;
    String place = (file == null ? "Unknown Source" : file) + (at == 0 ? "" : ":" + at);
    return method.owner().name.replace('/', '.') + "." + name() + "(" + place + ")";
  }

  /** The compiler names the body of a lambda after the method around it: {@code lambda$run$0}. */
  private String name() {
    String[] parts = method.node().name.split("\\$", -1);
    return parts.length > 2 && parts[0].equals("lambda")
        ? parts[1] + ".lambda"
        : method.node().name;
  }
}
