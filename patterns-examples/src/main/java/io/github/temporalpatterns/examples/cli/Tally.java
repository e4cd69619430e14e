// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.examples.cli;

import io.github.temporalpatterns.examples.shop.OrderResult;
import io.github.temporalpatterns.examples.shop.OrderResult.Outcome;
import io.github.temporalpatterns.examples.shop.Shop.ProofLine;
import java.util.List;

/** How a run ended, in numbers; as JSON it is what scripts read. */
record Tally(
    int orders,
    int completed,
    int compensated,
    int failed,
    int parked,
    int undos,
    boolean balanced) {

  static Tally of(List<OrderResult> results, List<ProofLine> proof) {
    return new Tally(
        results.size(),
        count(results, Outcome.COMPLETED),
        count(results, Outcome.COMPENSATED),
        count(results, Outcome.FAILED),
        count(results, Outcome.PARKED),
        results.stream().mapToInt(OrderResult::undos).sum(),
        proof.stream().allMatch(ProofLine::balanced));
  }

  /** {@return whether every order either completed or left no trace, and the books say so too} */
  boolean clean() {
    return failed == 0 && parked == 0 && balanced;
  }

  private static int count(List<OrderResult> results, Outcome outcome) {
    return (int) results.stream().filter(result -> result.outcome() == outcome).count();
  }
}
