// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.testing.determinism;

import java.util.List;

/**
 * One fault that {@link DeterminismCheck} found.
 *
 * @param rule the rule that is broken
 * @param what the call or statement that breaks it
 * @param path the calls that lead to it, from the workflow's method or constructor to the line with
 *     the fault, each as {@code com.acme.Prices.today(Prices.java:12)}; unmodifiable
 */
public record Nondeterminism(DeterminismRule rule, String what, List<String> path) {

  /** Shows rule, call path and what to write instead, in a few lines. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(rule + ": " + what + " " + rule.why());
    path.forEach(step -> text.append("\n    ").append(step));
    return text.append("\n    instead: ").append(rule.instead()).toString();
  }
}
