// SPDX-License-Identifier: Apache-2.0
package io.github.temporalpatterns.idempotency;

import static io.github.temporalpatterns.RunsIn.Side.ACTIVITY;

import io.github.temporalpatterns.FailureTypes;
import io.github.temporalpatterns.IdempotencyKey;
import io.github.temporalpatterns.RunsIn;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Why an effect is not done. */
@RunsIn(ACTIVITY)
final class Refusals {
  private static final Duration DECISION = Duration.ofMinutes(1);

  /** So that not all who wait come at once. */
  private static final int JITTER_MILLIS = 100;

  private static final String NAME_IT =
      "name it by IdempotentSteps.step(...) in the workflow, or item(...) in the activity";

  private Refusals() {}

  static ApplicationFailure refused(String message) {
    return ApplicationFailure.newNonRetryableFailure(message, FailureTypes.EFFECT_REFUSED);
  }

  static Task requireTask(@Nullable Task task) {
    if (task == null) {
      throw new IllegalStateException(
          "no activity: install Idempotency.plugin on its worker, and ask on the thread that"
              + " executes it; or give the effect a key(...)");
    }
    return task;
  }

  static Carried requireCarried(Task task) {
    Carried carried = task.carried();
    if (carried == null) {
      throw refused(
          "activity %s has no key: install Idempotency.plugin on the worker of its workflow, too"
              .formatted(task.info().getActivityType()));
    }
    return carried;
  }

  static ApplicationFailure inProgress(Row row) {
    long millis = row.leaseLeft() + 1 + ThreadLocalRandom.current().nextInt(JITTER_MILLIS);
    return ApplicationFailure.newBuilder()
        .setMessage(
            "effect %s is under way for %d ms at most, at %s"
                .formatted(row.key(), row.leaseLeft(), row.holder()))
        .setType(FailureTypes.EFFECT_IN_PROGRESS)
        .setNextRetryDelay(Duration.ofMillis(millis))
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  /** Others were faster each time, or the lease ended before the effect could begin. */
  static ApplicationFailure overtaken(String key) {
    return ApplicationFailure.newBuilder()
        .setMessage("effect %s was overtaken; this attempt has done nothing".formatted(key))
        .setType(FailureTypes.EFFECT_IN_PROGRESS)
        .setNextRetryDelay(Duration.ofMillis(JITTER_MILLIS))
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  static ApplicationFailure unknown(String key, String holder, @Nullable Throwable cause) {
    ApplicationFailure.Builder failure =
        ApplicationFailure.newBuilder()
            .setMessage(
                "nobody knows whether effect %s happened; it was at %s; look, and decide by LedgerDesk"
                    .formatted(key, holder))
            .setType(FailureTypes.EFFECT_UNKNOWN)
            .setDetails(key)
            .setNextRetryDelay(DECISION);
    return cause == null ? failure.build() : failure.setCause(cause).build();
  }

  static ApplicationFailure mismatch(Row row, String fingerprint) {
    return ApplicationFailure.newNonRetryableFailure(
        "key %s was used for something else: its fingerprint is %s, now %s%s"
            .formatted(
                row.key(),
                row.fingerprint(),
                fingerprint,
                row.life() == null
                    ? ""
                    : "; the step has no name; if this is other work, " + NAME_IT),
        FailureTypes.EFFECT_MISMATCH,
        row.fingerprint(),
        fingerprint);
  }

  static ApplicationFailure ambiguous(Row row, String life) {
    return refused(
        "step %s: is called a second time without a name (%s, first %s); %s"
            .formatted(row.key(), life, row.life(), NAME_IT));
  }

  static ApplicationFailure twice(IdempotencyKey key) {
    return refused(
        "key %s: is used for two effects of one attempt; give one of them an item(...)"
            .formatted(key));
  }

  static ApplicationFailure barred(Row row) {
    return ApplicationFailure.newNonRetryableFailure(
        "effect %s must not happen any more: it was undone, or barred by an operator"
            .formatted(row.key()),
        FailureTypes.EFFECT_BARRED);
  }

  static ApplicationFailure expired(String key) {
    return ApplicationFailure.newNonRetryableFailure(
        "key %s was first used before the ledger's horizon; nobody knows whether it is safe"
            .formatted(key),
        FailureTypes.EFFECT_EXPIRED);
  }
}
