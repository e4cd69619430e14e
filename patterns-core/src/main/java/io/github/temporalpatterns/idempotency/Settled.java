// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.RunsIn;
import io.github.temporalpatterns.idempotency.Entry.Decision;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers by what the ledger has. */
@RunsIn(ACTIVITY)
final class Settled {
  /** In the place of a result that could not be kept, and why. */
  static final String NOT_KEPT = "not kept\n";

  private static final Set<String> OURS =
      Set.of(
          FailureTypes.EFFECT_MISMATCH,
          FailureTypes.EFFECT_BARRED,
          FailureTypes.EFFECT_EXPIRED,
          FailureTypes.EFFECT_REFUSED);

  private Settled() {}

  /** Throws what there is to throw; returns if there is a result. */
  static void check(Decision decision, Row row, Request request) {
    switch (decision) {
      case RETURN -> {}
      case REJECT -> throw request.outcomes().failure(Objects.requireNonNull(row.outcome()));
      case WAIT -> throw Refusals.inProgress(row);
      case UNKNOWN -> throw Refusals.unknown(row.key(), row.holder(), null);
      case MISMATCH -> throw Refusals.mismatch(row, request.fingerprint());
      case AMBIGUOUS -> throw Refusals.ambiguous(row, String.valueOf(request.life()));
      case BARRED -> throw Refusals.barred(row);
      case EXPIRED -> throw Refusals.expired(row.key());
      case RUN, TAKE_OVER, ASK -> throw new IllegalStateException("not settled: " + row);
    }
  }

  static @Nullable String outcome(Row row) {
    String outcome = row.outcome();
    if (outcome != null && outcome.startsWith(NOT_KEPT)) {
      throw Refusals.refused(
          "result of %s: the effect is done, but its result %s"
              .formatted(row.key(), outcome.substring(NOT_KEPT.length())));
    }
    return outcome;
  }

  /** Whether an effect failed for good. A refusal of the ledger is no outcome of an effect. */
  static boolean isOutcome(Exception failure) {
    return failure instanceof ApplicationFailure rejected
        && rejected.isNonRetryable()
        && !OURS.contains(rejected.getType());
  }
}
